import { pruneCurvesMessages } from '../pruneCurves.ts';
import { translation } from '../translation.ts';

export const pruneCurves = translation(pruneCurvesMessages, {
  'pruneCurves.stage-finding': '查找可去掉的部分',
  'pruneCurves.stage-measuring': '逐层去掉各个比例',
  'pruneCurves.budget': '时间已到，尚未测完每层的每个比例。',
  'pruneCurves.no-curve': '仅对通道和权重测量每层可去掉多少。秩请查看分解的计划。',
  'pruneCurves.not-repaired': '没有修复：修复之后模型损失更小。',
});
