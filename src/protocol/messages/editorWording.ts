import { catalogue } from './catalogue.ts';
import { rewording } from './translation.ts';

/** What the editor says where the text of the catalogue speaks of the command line: what a person can do in the editor. */
export const editorWording = rewording(catalogue, {
  'onnx.changed': '{file} was changed by another program after it was opened. Start again to use the new version.',
  'onnx.exists': '{file} is already there. Choose another name, or delete it first.',
  'recipe.data-needed':
    'Static quantization measures what the model computes, so it needs samples. Choose data under Data, or synthetic data for a first look, or the method dynamic.',
  'verify.output-fails':
    'The model that was made does not run, and was not kept: {reason} Keep the nodes it names in float, and report this as a defect.',
  'verify.below-agreement':
    'Only {reached} of the answers are those of the original, below the floor of {required}. Quantize again with another observer (entropy), with more or better data, or with sensitive nodes kept in float.',
  'verify.below-sqnr':
    'The outputs are too far from those of the original: an SQNR of {reached}, below the floor of {required}. Quantize again with another observer (entropy), with more or better data, or with sensitive nodes kept in float.',
  'reason.dynamic-convolution': 'convolutions get slower by dynamic quantization: choose the method static instead',
  'quantize.nothing-integer': 'Nothing in {file} can run on integers: {reason}.',
});
