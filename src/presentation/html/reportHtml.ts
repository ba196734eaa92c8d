import { isBenchmark, type StoredReport } from '../../protocol/result/readReport.ts';
import { reportView } from '../../protocol/webview/reportView.ts';
import { benchmarkTitle } from '../benchmark/benchmarkSummary.ts';
import { draw } from '../drawing.ts';
import { sayIn, type Texts } from '../say.ts';
import { benchmarkHtml } from './benchmarkHtml.ts';
import { compressHtml } from './compressHtml.ts';
import { htmlPage } from './htmlPage.ts';

/**
 * A report of either kind as a page that stands alone: its pictures are in it, and it loads nothing.
 * @param texts of another language, by their codes @param language of these texts, as BCP 47 has it
 */
export function reportHtml(report: StoredReport, texts?: Texts, language = 'en'): string {
  const say = sayIn(texts);
  const page = isBenchmark(report)
    ? { title: say(benchmarkTitle(report)), content: benchmarkHtml(report, say) }
    : pageOfMadeModel(reportView(report), say);
  const { whittle } = report.versions;
  return htmlPage(page.title, language, [
    draw('main', {}, draw('h1', {}, page.title), ...page.content),
    draw('footer', {}, `Whittle ${whittle}`),
  ]);
}

function pageOfMadeModel(view: ReturnType<typeof reportView>, say: ReturnType<typeof sayIn>) {
  return { title: view.title, content: compressHtml(view, say) };
}
