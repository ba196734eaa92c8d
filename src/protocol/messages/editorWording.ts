import { catalogue } from './catalogue.ts';
import { rewording } from './translation.ts';

/** What the editor says where the text of the catalogue speaks of the command line: what a person can do in the editor. */
export const editorWording = rewording(catalogue, {
  'onnx.changed': '{file} was changed by another program after it was opened. Start again to use the new version.',
  'onnx.exists': '{file} is already there. Choose another result, or choose the same file there to have it replaced.',
  'recipe.data-needed':
    'Static quantization measures what the model computes, so it needs samples. Choose some under Data (synthetic ones do for a first look), or choose the dynamic method.',
  'verify.output-fails':
    'The model that was made does not run, and was not kept: {reason} Quantize again with the nodes it names kept float (under Settings), and report this as a defect.',
  'verify.below-agreement':
    'Only {reached} of the answers are those of the original, below the floor of {required}. Quantize again and choose more or better data, or under Settings another observer (entropy), or sensitive nodes that stay float.',
  'verify.below-sqnr':
    'The outputs are too far from those of the original: an SQNR of {reached}, below the floor of {required}. Quantize again and choose more or better data, or under Settings another observer (entropy), or sensitive nodes that stay float.',
  'reason.dynamic-convolution': 'convolutions get slower by dynamic quantization: choose the static method instead',
  'quantize.nothing-integer': 'Nothing in {file} can run on integers: {reason}.',
});
