/** Messages about model files: reading, editing, upgrading, writing. */
export const onnxMessages = {
  'onnx.file-missing': 'There is no file {file}. Check the path.',
  'onnx.file-unreadable': '{file} cannot be read ({reason}). Check its permissions.',
  'onnx.empty': '{file} is empty. Download or export the model again.',
  'onnx.not-a-model': '{file} is not an ONNX model: it has no graph. Export the network to ONNX first.',
  'onnx.other-format':
    '{file} is not an ONNX model: it begins as a file of another kind. Choose the .onnx file of the network, or export it to ONNX first.',
  'onnx.lfs-pointer':
    '{file} is only a pointer: Git LFS has not downloaded the model itself. Run "git lfs pull" in its folder.',
  'onnx.malformed': '{file} is damaged at byte {offset}: {reason}. Download or export the model again.',
  'onnx.damaged': '{file} is damaged: {reason}. Download or export the model again.',
  'onnx.description-deep': 'a type is nested too deep',
  'onnx.description-broken': 'what describes a value, an attribute or the model breaks off or is of another kind',
  'onnx.bytes-end': 'the file ends in the middle of a value',
  'onnx.bytes-length': 'a length of {length} bytes where only {left} are left',
  'onnx.bytes-field-number': 'a field number that cannot be',
  'onnx.bytes-endless-number': 'a number that does not end',
  'onnx.bytes-wire-type': 'wire type {wireType}, which ONNX files do not use',
  'onnx.bytes-empty-node': 'a node without an operator',
  'onnx.bytes-reserved-field': 'a field that is reserved',
  'onnx.bytes-two-payloads': 'a tensor with two payloads',
  'onnx.too-deep':
    '{file} nests subgraphs more than {limit} levels deep, which no runtime runs. Export the model again.',
  'onnx.structure-too-large':
    'The nodes and attributes of {file}, without its weights, would take over {gigabytes} GB of memory. Export the model in parts, or again if it should not be that large.',
  'onnx.changed':
    '{file} was changed by another program after it was opened. Run the command again to use the new version.',
  'onnx.truncated-tensor':
    'Tensor "{tensor}" in {file} should have {expected} bytes but has {actual}. Download or export the model again.',
  'onnx.wrong-field':
    'Tensor "{tensor}" in {file} keeps its elements in a field that is for another element type. Export the model again.',
  'onnx.too-sparse':
    'The sparse tensor "{tensor}" in {file} would take {megabytes} MB when it is used, out of all proportion to what is stored. Export the model again.',
  'onnx.bad-dimensions': 'Tensor "{tensor}" in {file} has impossible dimensions [{dims}]. Export the model again.',
  'onnx.bad-element-type':
    'Tensor "{tensor}" in {file} has element type {code}, which is not in the ONNX format. Export the model again.',
  'onnx.external-missing':
    'The weights of "{tensor}" should be in {location} beside {file}, which is not there. Put the data file beside the model.',
  'onnx.external-outside':
    'The weights of "{tensor}" point outside the folder of {file} ({location}), which is not allowed. Move the data file beside the model.',
  'onnx.external-short':
    'The data file {location} of {file} ends before the weights of "{tensor}" do. Copy the data file again.',
  'onnx.duplicate-output': 'Two nodes of {file} both write the tensor "{tensor}". Export the model again.',
  'onnx.recursive-function':
    'A function of {file} calls itself ({functions}), which no runtime runs. Export the model again.',
  'onnx.cycle': 'The nodes of {file} form a loop through "{node}". Export the model again.',
  'onnx.no-opset': '{file} does not say which version of the ONNX operators it uses. Export the model again.',
  'onnx.exists': '{file} is already there. Choose another name, or allow overwriting (--force).',
  'onnx.folder-missing': 'The folder {folder} does not exist. Create it, or choose another output.',
  'onnx.write-failed': '{file} cannot be written ({reason}). Choose another place or free some space.',
  'onnx.same-file': '{file} is the model itself, and Whittle never changes its input. Choose another output.',
} as const;
