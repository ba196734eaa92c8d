import { systemMessages } from '../system.ts';
import { translation } from '../translation.ts';

export const system = translation(systemMessages, {
  'system.missing': '没有这样的文件或文件夹',
  'system.not-folder': '路径中有一部分不是文件夹',
  'system.is-folder': '它是文件夹',
  'system.not-file': '它不是文件',
  'system.permission': '没有权限',
  'system.read-only': '文件系统是只读的',
  'system.no-space': '磁盘空间已满',
  'system.quota': '磁盘配额已用完',
  'system.too-many-open': '打开的文件过多',
  'system.busy': '其他程序正在使用它',
  'system.exists': '它已存在',
  'system.name-too-long': '名称过长',
  'system.device': '磁盘报告错误',
  'system.link-loop': '链接形成循环',
});
