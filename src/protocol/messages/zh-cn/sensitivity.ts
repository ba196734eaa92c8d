import { sensitivityMessages } from '../sensitivity.ts';
import { translation } from '../translation.ts';

export const sensitivity = translation(sensitivityMessages, {
  'sensitivity.cache-unreadable': '{file} 不是保存的结果：将忽略它并重新测量。',
  'sensitivity.cache-unwritable': '无法将结果保存在 {folder}（{reason}）：下次将重新测量。',
  'sensitivity.stage-symptom': '比较所有层',
  'sensitivity.stage-whole': '运行量化后的模型',
  'sensitivity.stage-cause': '逐层测量',
  'sensitivity.synthetic': '样本是生成的：在真实数据上受影响的可能是另外的层。',
  'sensitivity.few-samples': '只有 {count} 个样本：各层的排序可能是偶然的。',
  'sensitivity.calibration-limited': '范围来自 {all} 个样本中的 {count} 个，足以看出哪些层受影响。',
  'sensitivity.unstable-symptom': '按每层的误差，两半样本给出的排序不同（秩相关 {correlation}）。请用更多样本测量。',
  'sensitivity.unstable-cause':
    '按每层单独对输出的影响，两半样本给出的排序不同（秩相关 {correlation}）。请用更多样本测量。',
  'sensitivity.budget-layers': '时间已用完：有 {count} 层没有单独测量。已知最差的层最先测量。',
  'sensitivity.budget-apart': '时间已用完：缺少 {count} 次对权重和激活分别的测量，或除一层外全部量化的测量。',
  'sensitivity.kept': '已于 {when} 测量并保存：模型、数据和选项相同。',
  'sensitivity.cause-figure': '仅量化此层时输出的 SQNR（dB）',
  'sensitivity.symptom-figure': '量化模型中此层的 SQNR（dB）',
  'sensitivity.file-empty': '{file} 是空的：请重新测量各层。',
  'sensitivity.file-foreign': '{file} 是 JSON，但不是各层的测量结果。请提供 whittle sensitivity --json 写入的文件。',
  'sensitivity.file-not-json': '{file} 不是 JSON：它被截断或修改过。请重新测量各层。',
  'sensitivity.file-newer':
    '{file} 由更新版本的 Whittle 写入（其格式为 {version}，此版本可读取 {readable}）。请更新 Whittle。',
  'sensitivity.file-invalid': '{file} 已损坏：缺少“{place}”，或其内容不正确。请重新测量各层。',
});
