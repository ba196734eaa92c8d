import type { Browser, Locator } from 'playwright-core';
import { ints } from '../../src/engine/onnx/attributes.ts';
import { message } from '../../src/protocol/messages/catalogue.ts';
import type { SensitiveLayer, Sensitivity, SensitivityPlan } from '../../src/protocol/result/sensitivity.ts';
import { ModelBuilder } from '../fixtures/modelBuilder.ts';
import { bytesOfModel } from '../fixtures/structureOf.ts';
import { type InspectorPage, type InspectorPageOptions, openInspector } from './inspectorPage.ts';
import { activationDistribution, effect, longTailed, unevenWeight, weightDistribution } from './layerFindings.ts';

const channels = 16;
const weightValues = unevenWeight(channels, 72, 1.35, 3);

/** A convolution with a weight of uneven channels, and a Relu that vanishes into it. */
function net(): ModelBuilder {
  const builder = new ModelBuilder({ opset: 13 });
  const x = builder.input('x', [1, 8, 8, 8]);
  builder.constant('float32', [channels, 8, 3, 3], weightValues, 'stem.weight');
  const conv = builder.node(
    'Conv',
    [x, 'stem.weight'],
    { kernel_shape: ints([3, 3]) },
    { name: '/stem/conv', output: 'c' },
  );
  const relu = builder.node('Relu', [conv], {}, { name: '/stem/relu', output: 'r' });
  builder.output(builder.node('Neg', [relu], {}, { name: '/head/neg', output: 'y' }), [1, channels, 6, 6]);
  return builder;
}

export const weight = weightDistribution('stem.weight', weightValues, [channels, 8, 3, 3], { axis: 0 });
export const reads = activationDistribution('x', longTailed(40_000, 5));
export const writes = activationDistribution('r', longTailed(40_000, 7, 0), { observer: 'entropy' });

/** The layer, with all that can be known of it. */
export const conv: SensitiveLayer = {
  ...{ node: '/c', name: '/stem/conv', operator: 'Conv', origins: ['/c', '/r'], precision: 'integer', macs: 41_472 },
  symptom: { sqnr: 34.62, cosine: 0.99983, relative: 0.0186 },
  symptomRank: { rank: 9, low: 7, high: 12 },
  weights: weight.error,
  cause: effect(31.24, {
    divergence: 0.00213,
    changed: 0.0125,
    metrics: [{ name: message('metric.top-1', {}), unit: 'share', better: 'higher', before: 0.986, after: 0.979 }],
  }),
  causeRank: { rank: 4, low: 2, high: 7 },
  causeOfWeights: effect(44.1),
  causeOfActivations: effect(31.6),
  allBut: effect(Infinity),
  ...{ activations: ['x', 'r'], weight: 'stem.weight' },
};

/** Layers of which nothing but their places is known. */
export const others: readonly SensitiveLayer[] = Array.from({ length: 63 }, (_, index) => ({
  ...{
    node: `/other${index}`,
    name: `other${index}`,
    operator: 'Conv',
    origins: [],
    precision: 'integer',
    activations: [],
  },
  ...{ cause: effect(20 + index), causeRank: { rank: index + 1, low: index, high: index + 2 } },
}));

/** What the page of a test finds. Numbers that are not finite arrive as they are. */
interface FoundSide {
  readonly end: (result: Sensitivity) => Promise<void>;
  readonly add: (...layers: readonly SensitiveLayer[]) => Promise<void>;
  readonly begin: (plan: SensitivityPlan) => Promise<void>;
}

export function foundSide({ page }: InspectorPage): FoundSide {
  const call = (name: string, argument: unknown): Promise<void> =>
    page.evaluate(
      ([called, given]) => {
        type Findings = Readonly<Record<string, (argument: unknown) => void>>;
        const window = globalThis as unknown as { opened: { opened: { findings: Findings } } };
        window.opened.opened.findings[called]!(given);
      },
      [name, argument] as const,
    );
  return {
    end: (result) => call('end', result),
    add: (...layers) => call('add', layers),
    begin: (plan) => call('begin', plan),
  };
}

export interface Opened extends InspectorPage {
  readonly found: FoundSide;
  /** The layer of the convolution, by the ids that its nodes have. */
  readonly layer: SensitiveLayer;
}

export async function openLayer(browser: Browser, options: InspectorPageOptions = {}): Promise<Opened> {
  const bytes = bytesOfModel(net().build());
  const inspector = await openInspector(browser, { kind: 'memory', name: 'memory.onnx', bytes }, options);
  const ids = await inspector.run<string[]>(
    `return ['/stem/conv', '/stem/relu'].map((name) => model.nodeId(node(name).node))`,
  );
  return { ...inspector, found: foundSide(inspector), layer: { ...conv, node: ids[0]!, origins: ids } };
}

export const section = (page: Opened['page'], id: string): Locator => page.locator(`[data-section="${id}"]`);
export const rows = (page: Opened['page'], name: string): Promise<string[]> =>
  page.getByRole('table', { name }).getByRole('row').allTextContents();
export const keys = (of: Locator): Promise<string[]> => of.locator('.grid-key li').allTextContents();
export const path = (of: Locator, name: string): Promise<string | null> =>
  of.locator(`.chart .picture .${name}`).getAttribute('d');
