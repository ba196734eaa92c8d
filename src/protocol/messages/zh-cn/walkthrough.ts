import { translation } from '../translation.ts';
import { walkthroughMessages } from '../walkthrough.ts';

export const walkthrough = translation(walkthroughMessages, {
  'contribution.walkthrough.title': 'Whittle 入门',
  'contribution.walkthrough.description': '量化一个小网络，看看代价和收益，再换成你自己的模型。',

  'contribution.walkthrough.sample.title': '打开示例',
  'contribution.walkthrough.sample.description':
    '一个识别手写数字的小型已训练网络，以及用于量化和检验它的图像。它们会复制到你的一个文件夹中，随意尝试都不会影响原件。\n[打开示例](command:whittle.openSample?%22walkthrough%22)',
  'contribution.walkthrough.sample.alt':
    '资源管理器显示文件夹 whittle-sample，其中有文件 calibration.npz、digits.onnx、README.md 和 test.npz。旁边是手写数字进入网络，输出一个数。',

  'contribution.walkthrough.quantize.title': '量化它',
  'contribution.walkthrough.quantize.description':
    '在资源管理器中右键单击 ``digits.onnx``，选择 **量化…**。方法、数据、目标和结果的名称都已填好，并各附理由。按 Enter 开始，或选择一行进行更改。\n[量化…](command:whittle.quantize)',
  'contribution.walkthrough.quantize.alt':
    '资源管理器中 digits.onnx 的上下文菜单，以及它打开的列表：第一行是开始，其余各行是已填好的内容，直到结果 digits.int8.onnx。',

  'contribution.walkthrough.report.title': '查看代价和收益',
  'contribution.walkthrough.report.description':
    '在通知中选择 **显示报告**，或在资源管理器中打开 ``digits.int8.whittle-report.json``。报告将大小、速度和准确率与原模型比较，并说明每一层是否用整数运行，如果不是，原因何在。\n[查找报告](command:workbench.action.quickOpen?%22whittle-report.json%22)',
  'contribution.walkthrough.report.alt':
    'digits.int8.onnx 的报告：大小从 2.55 MB 变为 696 kB，单次运行时间从 4.27 ms 变为 1.47 ms，准确率保持在 99.2 %。下方是各层的表格。',

  'contribution.walkthrough.own.title': '换成你自己的模型',
  'contribution.walkthrough.own.description':
    '任何 ``.onnx`` 文件都可以。旁边的数据会自动找到：``.npz`` 文件、图像文件夹、``test_data_set_*`` 文件夹。如果没有，会询问你。\n[选择模型](command:whittle.quantize)\n[打开设置](command:workbench.action.openSettings?%22%40ext%3Awhittle.whittle%22)\n在终端和构建中可使用 ``whittle``：见 README。',
  'contribution.walkthrough.own.alt':
    '一个文件夹，其中有 model.onnx，以及在旁边找到的 calibration.npz、文件夹 images 和文件夹 test_data_set_0。下方的终端运行同样的任务。',
});
