import path from 'node:path';
import * as vscode from 'vscode';
import { message } from '../../protocol/messages/catalogue.ts';
import { runOptions } from '../../protocol/options/run.ts';
import { showInspection } from '../editor/inspectionPanel.ts';
import { showFailure } from '../jobs/failure.ts';
import { modelsFor } from './models.ts';
import type { Services } from './services.ts';

/** Shows what is in the models that were clicked on. */
export async function inspect(services: Services, clicked: readonly unknown[]): Promise<void> {
  const { runner, log } = services;
  for (const model of await modelsFor(clicked)) {
    const title = message('job.inspect', { file: path.basename(model) });
    try {
      const { inspection } = await runner.run<'inspect'>(title, { kind: 'inspect', model, run: runOptions.parse({}) });
      showInspection(services, inspection, vscode.Uri.file(model));
    } catch (error) {
      showFailure(error, title, log);
    }
  }
}
