import { message } from '../../../src/protocol/messages/catalogue.ts';
import type { GraphViewTexts } from '../../graph/drawing/view/graphView.ts';
import type { Say } from '../../page.ts';

/** What the drawing says, in the user's language. */
export function graphTexts(say: Say, file: string): GraphViewTexts {
  return {
    label: say(message('graph.label', { model: file })),
    families: say(message('graph.families', {})),
    family: {
      compute: say(message('graph.family-compute', {})),
      activation: say(message('graph.family-activation', {})),
      normalisation: say(message('graph.family-normalisation', {})),
      pooling: say(message('graph.family-pooling', {})),
      elementwise: say(message('graph.family-elementwise', {})),
      shape: say(message('graph.family-shape', {})),
      control: say(message('graph.family-control', {})),
      quantize: say(message('graph.family-quantize', {})),
      other: say(message('graph.family-other', {})),
    },
    noData: say(message('graph.no-data', {})),
  };
}
