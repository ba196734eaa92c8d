import { element } from '../../../element.ts';
import type { Look } from '../paint/look.ts';
import { families, type Family, familyLetters } from '../scene/family.ts';
import { boxKind, type Scene } from '../scene/scene.ts';
import { isIncomplete, type ScaledOverlay } from './overlay.ts';
import { formatQuantity } from './unit.ts';

/** What a legend says, in the user's language. */
export interface LegendTexts {
  /** Of the list of families. */
  readonly families: string;
  readonly family: Readonly<Record<Family, string>>;
  readonly noData: string;
}

/** What the colours mean: of an overlay its ramp with both ends, else the families that there are. */
export class Legend {
  private readonly root = element('div', { class: 'graph-legend', role: 'group' });

  constructor(
    container: HTMLElement,
    private readonly texts: LegendTexts,
  ) {
    container.append(this.root);
  }

  show(scene: Scene, look: Look, overlay: ScaledOverlay | undefined): void {
    const name = overlay?.overlay.name ?? this.texts.families;
    this.root.setAttribute('aria-label', name);
    this.root.classList.toggle('of-overlay', overlay !== undefined);
    if (overlay === undefined) this.root.replaceChildren(...this.familyLines(scene, look));
    else this.root.replaceChildren(...this.overlayLines(scene, look, overlay));
    this.root.hidden = this.root.childElementCount === 0;
  }

  dispose(): void {
    this.root.remove();
  }

  private overlayLines(scene: Scene, look: Look, overlay: ScaledOverlay): readonly Node[] {
    const { name, unit } = overlay.overlay;
    const lines: Node[] = [element('div', { class: 'graph-legend-name' }, name)];
    if (overlay.ends !== undefined) {
      const [weak, strong] = overlay.ends.map((end) => element('span', {}, formatQuantity(end, unit)));
      lines.push(element('div', { class: 'graph-legend-ramp' }, weak!, rampStrip(look), strong!));
    }
    if (isIncomplete(overlay, scene.boxes)) {
      const swatch = element('span', { class: 'graph-swatch graph-hatched' });
      swatch.style.setProperty('--hatch', look.hatch);
      lines.push(element('div', { class: 'graph-legend-line' }, swatch, this.texts.noData));
    }
    return lines;
  }

  private familyLines({ boxes }: Scene, look: Look): readonly Node[] {
    const present = new Set<number>();
    boxes.family.forEach((family, box) => {
      if (boxes.kind[box] === boxKind.node) present.add(family);
    });
    return families.flatMap((family, number) => {
      if (!present.has(number) || family === 'other') return [];
      const swatch = element('span', { class: 'graph-swatch' }, look.highContrast ? familyLetters[number]! : '');
      swatch.style.backgroundColor = look.families[number]!;
      swatch.style.color = look.background;
      return [element('div', { class: 'graph-legend-line' }, swatch, this.texts.family[family])];
    });
  }
}

/** The colours of the ramp, one beside the other, weak to strong. */
function rampStrip({ ramp }: Look): HTMLElement {
  const strip = element('canvas', { width: ramp.bodies.length, height: 1, 'aria-hidden': true });
  const context = strip.getContext('2d')!;
  ramp.bodies.forEach((body, step) => {
    context.fillStyle = body;
    context.fillRect(step, 0, 1, 1);
  });
  return strip;
}
