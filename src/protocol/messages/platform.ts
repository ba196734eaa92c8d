/** Messages about machines and programs on which jobs cannot run. */
export const platformMessages = {
  'platform.name': '{system} on {architecture}',
  'platform.no-runtime':
    'Jobs cannot run here: there is no onnxruntime for {platform}. Use a machine with Linux or Windows on x64 or ARM64, or with macOS on ARM64; from VS Code it can be a remote one.',
  'platform.intel-mac':
    'Jobs cannot run here: there is no onnxruntime for {platform}. On a Mac with Apple silicon use VS Code or Node for ARM64; otherwise a machine with Linux or Windows, which from VS Code can be a remote one.',
  'platform.musl':
    'Jobs cannot run here: this Linux, as Alpine does, has musl as its C library, and onnxruntime needs glibc {needed} or later. Use a Linux that has it, such as Debian, Ubuntu or Fedora, or a container of one.',
  'platform.macos-old':
    'Jobs cannot run here: onnxruntime needs macOS {needed} or later, and this is macOS {found}. Update macOS, or use another machine.',
  'platform.runtime-missing':
    'Jobs cannot run here: this package of Whittle comes without onnxruntime for {platform}. Install the package for {target}.',
  'platform.library-old':
    'Jobs cannot run here: onnxruntime needs {library} {needed} or later, and this system has an older one. Update the system, or use a newer one in a container.',
  'platform.library-missing':
    'Jobs cannot run here: onnxruntime needs {library}, which this system does not have. Install it, or use another system in a container.',
  'platform.visual-c-missing':
    'Jobs cannot run here: onnxruntime could not be loaded. Install the Microsoft Visual C++ Redistributable for Visual Studio 2015–2022, which it needs, and try again.',

  'platform.node-not-started':
    'The Node that is set for jobs, {file}, could not be started: {reason}. Set "whittle.jobs.node" to the path of a Node {needed} or later, or leave it empty.',
  'platform.node-silent':
    '{file}, which is set for jobs, is not Node: it does not answer as Node does. Set "whittle.jobs.node" to the path of a Node {needed} or later, or leave it empty.',
  'platform.node-old':
    '{file}, which is set for jobs, is Node {found}, and jobs need {needed} or later. Set "whittle.jobs.node" to the path of a newer one, or leave it empty.',
} as const;
