import { RequestType } from 'vscode-jsonrpc';
import type { Block, Loaded, LoadRequest } from '../engine/benchmark/resident.ts';
import type { Failure } from '../protocol/workerProtocol.ts';

/** What a background process is asked for that holds one model to be measured. */
export const loadRequest = new RequestType<LoadRequest, Loaded, Failure>('whittle/resident/load');
/** Milliseconds of a block of runs. */
export const blockRequest = new RequestType<number, Block, Failure>('whittle/resident/block');
