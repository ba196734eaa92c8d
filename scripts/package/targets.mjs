// The platforms there are packages for, by the names that VS Code has for them, and what onnxruntime needs on each.

/**
 * Libraries of onnxruntime-node that its CPU kernels need. Windows has three more, for graphics cards (DirectML, loaded
 * only when asked for) and for WebGPU (dxcompiler, dxil); macOS has one twice, under two names.
 */
const linux = ['libonnxruntime.so.1', 'onnxruntime_binding.node'];
const windows = ['onnxruntime.dll', 'onnxruntime_binding.node'];
const macos = ['libonnxruntime.1.dylib', 'onnxruntime_binding.node'];

export const targets = {
  'linux-x64': linux,
  'linux-arm64': linux,
  'win32-x64': windows,
  'win32-arm64': windows,
  'darwin-arm64': macos,
  // Without binaries, for every other platform: what only shows something works, and jobs say why they do not.
  universal: [],
};

/** The package for the machine this runs on. */
export function ownTarget() {
  const own = `${process.platform}-${process.arch}`;
  return own in targets ? own : 'universal';
}
