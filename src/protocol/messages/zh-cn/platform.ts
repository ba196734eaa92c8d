import { platformMessages } from '../platform.ts';
import { translation } from '../translation.ts';

export const platform = translation(platformMessages, {
  'platform.name': '{architecture} 上的 {system}',
  'platform.no-runtime':
    '任务无法在此运行：没有适用于 {platform} 的 onnxruntime。请使用 x64 或 ARM64 上的 Linux 或 Windows，或 ARM64 上的 macOS；在 VS Code 中也可以使用远程机器。',
  'platform.intel-mac':
    '任务无法在此运行：没有适用于 {platform} 的 onnxruntime。在搭载 Apple 芯片的 Mac 上，请使用 ARM64 版的 VS Code 或 Node；否则请使用 Linux 或 Windows 机器，在 VS Code 中也可以是远程机器。',
  'platform.musl':
    '任务无法在此运行：此 Linux（如 Alpine）的 C 库是 musl，而 onnxruntime 需要 glibc {needed} 或更高版本。请使用带 glibc 的 Linux，例如 Debian、Ubuntu 或 Fedora，或它们的容器。',
  'platform.macos-old':
    '任务无法在此运行：onnxruntime 需要 macOS {needed} 或更高版本，而这里是 macOS {found}。请更新 macOS，或使用其他机器。',
  'platform.runtime-missing':
    '任务无法在此运行：此 Whittle 安装包不含适用于 {platform} 的 onnxruntime。请安装适用于 {target} 的安装包。',
  'platform.library-old':
    '任务无法在此运行：onnxruntime 需要 {library} {needed} 或更高版本，而此系统的版本较旧。请更新系统，或在容器中使用更新的系统。',
  'platform.library-missing':
    '任务无法在此运行：onnxruntime 需要 {library}，而此系统没有。请安装它，或在容器中使用其他系统。',
  'platform.visual-c-missing':
    '任务无法在此运行：无法加载 onnxruntime。请安装它所需的 Microsoft Visual C++ Redistributable for Visual Studio 2015–2022，然后重试。',

  'platform.node-not-started':
    '无法启动为任务设置的 Node（{file}）：{reason}。请将“whittle.jobs.node”设为 Node {needed} 或更高版本的路径，或留空。',
  'platform.node-silent':
    '为任务设置的 {file} 不是 Node：它的应答与 Node 不同。请将“whittle.jobs.node”设为 Node {needed} 或更高版本的路径，或留空。',
  'platform.node-old':
    '为任务设置的 {file} 是 Node {found}，而任务需要 {needed} 或更高版本。请将“whittle.jobs.node”设为更新版本的路径，或留空。',
});
