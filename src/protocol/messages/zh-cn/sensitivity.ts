import { sensitivityMessages } from '../sensitivity.ts';
import { translation } from '../translation.ts';

export const sensitivity = translation(sensitivityMessages, {
  'sensitivity.cache-unreadable': '{file} 不是保存的结果：将忽略它并重新测量。',
  'sensitivity.cache-unwritable': '无法将结果保存在 {folder}（{reason}）：下次将重新测量。',
});
