/**
 * The walkthrough that VS Code shows after installation. In descriptions a link on a line of its own is a button, `**` makes
 * bold, and two backticks on each side make code.
 */
export const walkthroughMessages = {
  'contribution.walkthrough.title': 'Get Started with Whittle',
  'contribution.walkthrough.description':
    'Quantize a small network, see what it cost and what it gained, then take your own.',

  'contribution.walkthrough.sample.title': 'Open the sample',
  'contribution.walkthrough.sample.description':
    'A small trained network that reads handwritten digits, and the images to quantize and check it with. They are copied into a folder of yours, so nothing you try can harm the original.\n[Open the Sample](command:whittle.openSample?%22walkthrough%22)',
  'contribution.walkthrough.sample.alt':
    'The explorer shows the folder whittle-sample with the files calibration.npz, digits.onnx, README.md and test.npz. Beside it, handwritten digits go into a network and a number comes out.',

  'contribution.walkthrough.quantize.title': 'Quantize it',
  'contribution.walkthrough.quantize.description':
    'Right-click ``digits.onnx`` in the explorer and choose **Quantize…**. Everything is filled in: method, data, target and the name of the result, each with its reason. Press Enter to start, or choose a line to change it.\n[Quantize…](command:whittle.quantize)',
  'contribution.walkthrough.quantize.alt':
    'The context menu of digits.onnx in the explorer, and the list that it opens: the first line starts, the others show what is filled in, down to the result digits.int8.onnx.',

  'contribution.walkthrough.report.title': 'See what it cost and what it gained',
  'contribution.walkthrough.report.description':
    'Choose **Show Report** in the notification, or open ``digits.int8.whittle-report.json`` in the explorer. It compares size, speed and accuracy with the original, and says for every layer whether it runs on integers, and if not, why.\n[Find the Report](command:workbench.action.quickOpen?%22whittle-report.json%22)',
  'contribution.walkthrough.report.alt':
    'The report of digits.int8.onnx: the size goes from 2.55 MB to 696 kB, the time of one run from 4.27 ms to 1.47 ms, and the accuracy stays at 99.2 %. Below is a table of layers.',

  'contribution.walkthrough.own.title': 'Take your own model',
  'contribution.walkthrough.own.description':
    'Any ``.onnx`` file will do. Data beside it is found: ``.npz`` files, folders of images, ``test_data_set_*`` folders. Where there is none, you are asked.\n[Choose a Model](command:whittle.quantize)\n[Open the Settings](command:workbench.action.openSettings?%22%40ext%3Awhittle.whittle%22)\nIn a terminal and in builds there is ``whittle``: see the README.',
  'contribution.walkthrough.own.alt':
    'A folder with model.onnx and, found beside it, calibration.npz, the folder images and the folder test_data_set_0. Below, a terminal runs the same job.',
} as const;
