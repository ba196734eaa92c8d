import type { MessageCode } from '../../protocol/messages/catalogue.ts';

interface SettingBase {
  readonly description: MessageCode;
  readonly scope: 'window' | 'machine' | 'machine-overridable';
  /** Ignored in a workspace that is not trusted. */
  readonly restricted?: true;
}

interface NumberSetting extends SettingBase {
  readonly type: 'integer' | 'number';
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
}

interface TextSetting extends SettingBase {
  readonly type: 'string';
  readonly default: string;
}

/** A setting as VS Code is told of it. */
export type SettingContribution = NumberSetting | TextSetting;

/** Every setting. {@link ../settings.ts} reads them, by these names and types only. */
export const settings = {
  'whittle.jobs.concurrent': {
    type: 'integer',
    default: 1,
    minimum: 1,
    maximum: 16,
    scope: 'machine-overridable',
    description: 'contribution.setting.jobs-concurrent',
  },
  'whittle.jobs.threads': {
    type: 'integer',
    default: 0,
    minimum: 0,
    maximum: 1024,
    scope: 'machine-overridable',
    description: 'contribution.setting.jobs-threads',
  },
  'whittle.jobs.node': {
    type: 'string',
    default: '',
    scope: 'machine-overridable',
    restricted: true,
    description: 'contribution.setting.jobs-node',
  },
  'whittle.floor.agreement': {
    type: 'number',
    default: 0.9,
    minimum: 0,
    maximum: 1,
    scope: 'window',
    description: 'contribution.setting.floor-agreement',
  },
  'whittle.floor.sqnr': {
    type: 'number',
    default: 10,
    minimum: -20,
    maximum: 100,
    scope: 'window',
    description: 'contribution.setting.floor-sqnr',
  },
} as const satisfies Record<`whittle.${string}`, SettingContribution>;

export type SettingId = keyof typeof settings;
export type SettingValue<Id extends SettingId> = (typeof settings)[Id]['type'] extends 'string' ? string : number;
