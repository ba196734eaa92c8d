import { recipesMessages } from '../recipes.ts';
import { translation } from '../translation.ts';

export const recipes = translation(recipesMessages, {
  'recipes.schema-title': 'Whittle 配方',
  'recipes.schema-description': '依次对模型做什么，以及对结果的要求。路径相对于此文件。',
  'recipes.field-schema': '此文件的架构所在位置，供不认识它的编辑器使用',
  'recipes.field-version': '格式的版本，即 1',
  'recipes.field-name': '配方的名称',
  'recipes.field-description': '配方的用途',
  'recipes.field-passes': '依次对模型做什么',
  'recipes.field-data': '用于校准的样本；除非另给数据，否则留出其中一部分用于比较',
  'recipes.field-verify': '如何将结果与原模型比较，以及何时标记',
  'recipes.field-run': '如何使用机器',
  'recipes.pass-static': '静态量化：权重和激活都是整数，范围由数据测得',
  'recipes.pass-dynamic': '动态量化：权重是整数，激活在模型运行时变为整数；不需要数据',
  'recipes.pass-mixed': '对能承受的层做静态量化，这些层由搜索得出',
  'recipes.pass-options': '步骤的设置；省略的取通常值',
  'recipes.pass-search': '搜索的目标及其允许的代价',
  'recipes.option-dims': '按名称给出动态维度的大小，或按名称给出输入的形状',
  'recipes.option-feedback': '成为下一次运行输入的输出',
  'recipes.option-tensor-overrides': '按名称为单个张量设置',
  'recipes.option-evaluation': '用于比较的其他数据',
  'recipes.snippet-static': '用数据静态量化',
  'recipes.snippet-dynamic': '不用数据动态量化',
  'recipes.snippet-mixed': '搜索混合精度',
  'recipes.snippet-description': '待填写的完整配方',

  'recipes.unreadable': '无法读取配方 {file}：{reason}。',
  'recipes.huge': '{file} 超过 {limit}，没有配方需要这么大。请选择其他文件。',
  'recipes.empty': '{file} 为空。配方至少要有步骤列表。',
  'recipes.deep': '{file} 第 {line} 行第 {column} 列的嵌套比任何配方都深。请选择其他文件。',
  'recipes.truncated': '{file} 在最后一个括号闭合之前就结束了。请补全，或重新获取。',
  'recipes.not-json': '{file} 从第 {line} 行第 {column} 列起不是 JSON。请在那里改正。',
  'recipes.foreign': '{file} 不是配方：其中没有步骤列表。',
  'recipes.is-report': '{file} 是报告。请从中保存配方，然后运行该配方。',
  'recipes.newer': '{file} 是版本 {version} 的配方，而此 Whittle 最高读取版本 {readable}。请更新 Whittle。',
  'recipes.invalid': '在 {file} 中，{place} {problem}。请在那里改正。',
  'recipes.unknown-setting': '在 {file} 中，{place} 没有设置 {keys}。可用的有：{possible}。',
  'recipes.whole': '配方',
  'recipes.mixed-alone': '在 quantize-mixed 之外还有其他步骤，而它将整个模型与原模型比较，必须是唯一的步骤',
  'recipes.pass-idle':
    '配方的第 {number} 步（{pass}）没有可做的事：没有剩下它能量化的层。请去掉这一步，或用前面步骤的选项为它留下一些层。',
  'recipes.data-missing':
    '配方 {file} 要测量模型计算出的值，因此需要样本。请在 "data" 下指明样本，或使用只看权重的步骤，例如 quantize-dynamic。',
  'recipes.report-unreadable': '无法读取报告 {file}：{reason}。',
  'recipes.from-benchmark': '{file} 是基准测试的报告，它没有生成模型。请选择某个模型的报告。',

  'recipes.fact': '配方',
  'recipes.fact-named': '{name}（{path}）',

  'recipes.pick-recipe': '哪个配方？',
  'recipes.pick-models': '{recipe} 应使哪些模型变小？',
  'recipes.no-recipe': '此工作区中没有配方。请新建一个，或量化一个模型并将所做的保存为配方。',
  'recipes.new': '新建配方',
  'recipes.new-name': '配方',
  'recipes.browse': '浏览…',
  'recipes.files': '配方',
  'recipes.reports': '报告',
  'recipes.job': '正在对 {file} 运行 {recipe}',
  'recipes.save': '保存配方…',
  'recipes.save-title': '配方应保存到哪里？',
  'recipes.pick-report': '要再次生成哪个模型？',
  'recipes.task-run': '对 {model} 运行 {recipe}',
  'recipes.task-bench': '测试 {model} 的性能',
  'recipes.task-bench-detail': '测量 {models} 的延迟、内存、大小和准确度。',
  'recipes.task-run-detail': '写入 {output}。',

  'cli.run': '按配方使模型变小，将每个结果与其原模型比较，并给出报告。',
  'cli.run-recipe': '.whittle.json 文件',
  'cli.run-models': '.onnx 文件',
  'cli.examples-run': `配方是带选项的步骤列表，并指明数据和其他要求；其中的路径相对于配方文件。
此处给出的优先于配方所写的。结果以模型和配方命名：
model.onnx 按 small.whittle.json 得到 model.small.onnx。

示例：
  whittle run small.whittle.json model.onnx
  whittle run small.whittle.json model.onnx -o out.onnx --data other.npz --force
  whittle run small.whittle.json one.onnx two.onnx -o folder/`,
  'cli.recipe-command': '写出能再次生成报告中模型的配方。',
  'cli.recipe-report': '.whittle-report.json 文件',
  'cli.recipe-output': '配方写到哪里；省略时为报告旁的 <name>.whittle.json',
  'cli.examples-recipe': `混合精度的搜索会变成它最终得出的普通步骤，每次生成相同的模型。

示例：
  whittle recipe model.int8.whittle-report.json
  whittle recipe model.int8.whittle-report.json -o again.whittle.json`,
  'cli.save-recipe': '同时将所做的写成配方，它能再次生成相同的模型',
  'cli.run-data-missing':
    '配方 {file} 要测量模型计算出的值，因此需要样本。请在其中的 "data" 下指明，或给出样本（--data），或生成一些用于初次尝试（--data-kind synthetic）。',
  'cli.run-one-output': '{file} 不是文件夹，而多个模型的结果不能写入一个文件。请给出已有的文件夹（-o）。',
  'cli.run-one-file': '用于一个模型的报告，而这里有多个模型',
  'cli.run-doubled': '两个结果会写入 {file}。每个模型只写一次，或逐个运行。',
  'cli.run-next': '第 {number} 个，共 {count} 个：{model}',
  'cli.run-model': '模型',
  'cli.run-outcome': '结果',
  'cli.run-failed': '失败：{reason}',
  'cli.run-below-floor': '低于下限：{verdict}',
});
