import { NotificationType, RequestType } from 'vscode-jsonrpc';
import type { Job } from './job.ts';
import type { Message } from './messages/message.ts';
import type { Finding, JobResult } from './result/jobResult.ts';

/** What a background process is asked for: one job, in folders that belong to who asks. */
export interface RunParameters {
  readonly job: Job;
  readonly temporaryFolder: string;
}

/** How far a job is. */
export interface Progress {
  readonly stage: Message;
  /** Of the whole job, 0 to 1; never falls. */
  readonly fraction: number;
  /** Absent while there is too little to tell. */
  readonly secondsLeft?: number;
}

/** Why a job failed: something the person can put right, or a defect with its stack. */
export type Failure =
  | { readonly kind: 'user'; readonly detail: Message }
  | { readonly kind: 'defect'; readonly message: string; readonly stack: string };

/** Code of the response that carries a {@link Failure}. */
export const failureCode = 1;

export const runRequest = new RequestType<RunParameters, JobResult, Failure>('whittle/run');
export const progressNotification = new NotificationType<Progress>('whittle/progress');
export const logNotification = new NotificationType<Message>('whittle/log');
export const findingNotification = new NotificationType<Finding>('whittle/finding');
