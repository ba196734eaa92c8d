/** Messages about calibration and evaluation data. */
export const dataMessages = {
  'data.missing': 'There is no data at {file}. Check the path.',
  'data.unreadable': '{file} cannot be read ({reason}). Check its permissions.',
  'data.not-folder': '{file} is a file, where a folder is needed. Give the folder it lies in.',
  'data.unknown-kind':
    'There is no data that can be read at {source}. Give an .npz file, or a folder of .npy files, images or test_data_set_* folders.',
  'data.empty': '{source} has no samples in it. Check the path, or make the data again.',
  'data.damaged': '{file} is damaged: {reason}. Copy or make it again.',
  'data.became-shorter': 'the file became shorter',
  'data.truncated': '{file} ends {missing} bytes too early. Copy or make it again.',
  'data.size-mismatch': '{file} holds more bytes than it declares, so it is damaged or malicious. Make it again.',
  'data.input-not-tensor':
    'Input "{input}" of {file} is not a dense tensor, and only those can be fed. Export the model with tensor inputs.',

  'data.zip-entries': '{file} has {count} members, more than the {limit} that any model needs. Make a smaller archive.',
  'data.zip-offset': 'an offset of {offset} in {size} bytes',
  'data.zip-twice': '{file} has two members named {member}. Make it again with numpy.savez.',
  'data.zip-encrypted': '{member} in {file} is encrypted. Make the archive without a password.',
  'data.zip-method':
    '{member} in {file} is packed in a way that is not read. Make it again with numpy.savez_compressed.',
  'data.zip-bomb':
    '{member} in {file} declares {declared} bytes, which its {compressed} packed bytes cannot hold. It is damaged or malicious: make it again.',

  'data.npy-malformed': '{file} is not a NumPy array: {reason}. Save it again with numpy.save.',
  'data.npy-magic': 'it does not start as a NumPy array',
  'data.npy-version': 'format version {version}',
  'data.npy-header-size': 'a header of {length} bytes',
  'data.npy-no-dictionary': 'its header is no dictionary',
  'data.npy-header-lacks': 'its header lacks the type, the order or the shape',
  'data.npy-shape': 'the shape ({shape})',
  'data.npy-size':
    '{file} should have {declared} bytes by its shape and type but has {actual}. Save it again with numpy.save.',
  'data.npy-pickle':
    '{file} holds Python objects, which could run any code and are not read. Save numbers: numpy.save(file, array.astype("float32")).',
  'data.npy-structured': 'structured',
  'data.npy-type':
    '{file} has the element type {type}, which no model takes. Convert it before saving: array.astype("float32").',

  'data.array-missing': '{source} has nothing for input "{input}" (it has: {present}). Name an array after each input.',
  'data.shape-mismatch':
    '{array} has the shape {shape}, and input "{input}" takes {expected}. Save it in that shape, the samples along the first axis.',
  'data.type-mismatch': '{array} is {from}, and input "{input}" takes {to}. Convert it before saving.',
  'data.value-out-of-range':
    '{array} is {from} and has the value {value}, which input "{input}" of type {to} cannot take exactly. Convert or scale it before saving.',
  'data.feed-too-large':
    'One sample of {array} has {bytes} bytes, more than the {limit} that can be fed. Check its shape.',
  'data.counts-differ':
    'The arrays of {source} have different numbers of samples: {one} has {oneCount}, {other} has {otherCount}. Save the same samples for every input.',
  'data.rows-left': '{array}: the last {rows} samples fill no batch of {batch} and are left out.',
  'data.test-set-inputs': '{source} has {count} inputs, and none for input "{input}". Add the missing input_*.pb.',
  'data.not-tensor':
    '{file} holds no dense tensor: {reason}. Sequences and optionals are not read; if it is damaged, make it again.',

  'data.label-kind': '{file} is no file of labels. Give a .csv with file,label lines, a .txt, a .npy or an .npz.',
  'data.label-array': '{file} has no array "labels" (it has: {present}). Save the labels under that name.',
  'data.label-shape':
    '{array} has the shape {shape}. Labels are one whole number for each sample: save them as [samples].',
  'data.label-count': '{source} has {labels} labels for {samples} samples. Give one label for each sample.',
  'data.label-missing': 'Label {position} of {source} is empty. Give every sample a label.',
  'data.label-invalid': '{source} has the label {label}. Labels are class numbers from 0, or names.',
  'data.class-unknown': '{source} has the label {label}, which is not among the class names in {file}. Add it there.',
  'data.classes-numbered':
    'The {count} class names of {source} are numbered in sorted order, from {first} to {last}. Give a file of class names if the model counts them otherwise.',
  'data.labelled-missing': '{file} has a label but is not in {source}. Check the file names of the labels.',

  'data.image-input':
    'Input "{input}" is {type} {shape} and takes no images. Images are for float or uint8 inputs with four dimensions: give an .npz instead.',
  'data.image-other-input':
    'The model takes "{other}" beside "{input}", and images can feed one input only. Give an .npz with both.',
  'data.image-channels':
    'Input "{input}" has {channels} channels, and images have 1 or 3. Set the layout, or give an .npz.',
  'data.image-size':
    'The {side} of input "{input}" is fixed at {own}, so {given} cannot be chosen. Leave the option out.',
  'data.width': 'width',
  'data.height': 'height',
  'data.image-resize':
    'A shorter side of {resizeTo} pixels does not cover input "{input}", which needs {needed}. Choose at least that.',
  'data.image-statistics':
    'There are {count} values of {option} for the {channels} channels of input "{input}". Give one value, or one for each.',
  'data.image-integer':
    'Input "{input}" takes pixels as {type}, so scale, mean and std do not apply. Use the preset raw.',
  'data.image-unreadable': 'The image {file} cannot be read: {reason}. Repair it or take it out of the folder.',
  'data.image-decoded': '{width} × {height} × {channels} after decoding',
  'data.image-no-folder': 'The image {file} is in no folder below {source}, so it has no class. Move it into one.',
  'data.images-few': '{source} has {count} images, and the model takes {batch} at a time. Add images.',
  'data.assumed-preset':
    'Input "{input}": pixels are normalized as {preset}, which was assumed. Give the preset the model was trained with.',

  'data.unknown-dimension':
    'The model has no dynamic dimension or input "{name}" to set the size of (it has: {known}). Check the name.',
  'data.assumed-dimension':
    'Input "{input}": dimension {axis} ({dimension}) is open, and {size} was assumed. Give its size if the model needs another.',
  'data.assumed-integers': 'Input "{input}": whole numbers from {low} to {high} were made up.',
  'data.synthetic': 'synthetic data',
  'data.synthetic-type': 'No values can be made up for input "{input}" of type {type}. Give real data.',
  'data.synthetic-shape': 'Input "{input}" has no shape in the model, so no values can be made up. Give its shape.',

  'data.feedback-input':
    'Output "{output}" cannot be fed back to "{input}": there is no such input, or it is fed back twice (inputs: {known}).',
  'data.feedback-output':
    '"{output}" cannot be fed back to "{input}": the model has no such output (outputs: {known}).',

  'metric.top-1': 'top-1',
  'metric.top-k': 'top-{k}',
  'metric.agreement': 'agreement',
  'metric.user': '{name}',
  'metric.output-missing':
    'There is no output "{output}" with numbers to measure (outputs: {present}). Check its name.',
  'metric.label-rows':
    'Output "{output}" has {rows} rows and the sample {labels} labels. Give one label for each row, or data without labels.',
  'metric.label-range':
    'A label is {label}, but output "{output}" has {classes} classes, from 0. Check that the labels belong to this model.',
  'metric.module-invalid':
    '{file} is no metric. Its default export needs name, higherIsBetter and create(), and what create() gives needs add(sample, outputs) and result().',
  'metric.module-failed': 'The metric {file} failed in {step}: {reason}. Correct the module.',
  'metric.module-result': 'result() of the metric {file} gave {value}, which is no number. Correct the module.',
} as const;
