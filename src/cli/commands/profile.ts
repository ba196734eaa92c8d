import { profileCsv } from '../../presentation/profile/profileCsv.ts';
import { dataOptions } from '../../protocol/options/data.ts';
import { profileOutputs } from '../../protocol/options/profileOutputs.ts';
import { runOptions } from '../../protocol/options/run.ts';
import { renderProfile } from '../render/profile.ts';
import type { ResultFile } from '../resultFiles.ts';
import type { JobCommand } from './command.ts';
import { dataFiles } from './dataFiles.ts';
import { optionalData } from './optionalData.ts';

export const profileCommand: JobCommand<'profile'> = {
  name: 'profile',
  help: 'cli.profile-command',
  examples: 'cli.profile-examples',
  sections: [
    { heading: 'cli.group-data', schemas: [dataOptions] },
    { heading: 'cli.group-output', schemas: [profileOutputs] },
    { heading: 'cli.group-run', schemas: [runOptions] },
  ],
  job: (model, options) => ({
    ...{ kind: 'profile', model, ...optionalData(options), run: options.parse(runOptions) },
  }),
  outputs(options, { model, data }) {
    const { json, csv, force } = options.parse(profileOutputs);
    const files: ResultFile<'profile'>[] = [];
    if (json !== undefined && json !== '-') {
      files.push({
        path: json,
        text: ({ profile, hints }) => `${JSON.stringify({ profile, hints }, undefined, 2)}\n`,
      });
    }
    if (csv !== undefined) files.push({ path: csv, text: ({ profile }) => profileCsv(profile) });
    return { json: json === '-', files, force, read: [model, ...dataFiles(data)] };
  },
  render: renderProfile,
};
