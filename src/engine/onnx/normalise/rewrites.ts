import type { Rewrite } from './rewrite.ts';
import { affineAfter } from './rewrites/affineAfter.ts';
import { affineBefore } from './rewrites/affineBefore.ts';
import { batchNormalization } from './rewrites/batchNormalization.ts';
import { castConstant } from './rewrites/castConstant.ts';
import { constantNode } from './rewrites/constantNode.ts';
import { constantTerm } from './rewrites/constantTerm.ts';
import { gemmBias } from './rewrites/gemmBias.ts';
import { gemmScalars } from './rewrites/gemmScalars.ts';
import { mergeConstants } from './rewrites/mergeConstants.ts';
import { mergeCutoffs } from './rewrites/mergeCutoffs.ts';
import { mergeTransposes } from './rewrites/mergeTransposes.ts';
import { neutralConstant } from './rewrites/neutralConstant.ts';
import { noOperation } from './rewrites/noOperation.ts';
import { reshapeConstant } from './rewrites/reshapeConstant.ts';
import { transposeConstant } from './rewrites/transposeConstant.ts';

/** All rewrites; where several fit one node, in the order in which they are tried. */
const all: readonly Rewrite[] = [
  constantNode,
  noOperation,
  neutralConstant,
  castConstant,
  reshapeConstant,
  transposeConstant,
  gemmScalars,
  gemmBias,
  affineBefore,
  batchNormalization,
  affineAfter,
  constantTerm,
  mergeConstants,
  mergeCutoffs,
  mergeTransposes,
];

const byOpType = new Map<string, Rewrite[]>();
for (const rewrite of all) {
  for (const opType of rewrite.opTypes) byOpType.set(opType, [...(byOpType.get(opType) ?? []), rewrite]);
}

/** The rewrites that may apply to nodes of an operator. */
export function rewritesOf(opType: string): readonly Rewrite[] {
  return byOpType.get(opType) ?? [];
}
