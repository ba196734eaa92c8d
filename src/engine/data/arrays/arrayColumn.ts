import { userError } from '../../../protocol/userError.ts';
import { convertElements, requireConvertible } from '../convert.ts';
import { formatDims, type ModelInput } from '../modelInputs.ts';
import type { Column, ColumnReader } from './column.ts';
import type { NpyArray } from './npyArray.ts';
import { planRows, type RowPlan } from './rowPlan.ts';

/** The largest feed that is read: a header that asks for more is damaged, or made to exhaust memory. */
const feedLimit = 2 ** 31 - 1;

/** A column and how many rows of its array are left over. */
export interface ArrayColumn extends Column {
  readonly leftOver: number;
}

/**
 * The feeds of an input from one array that holds all samples.
 * @throws UserError where shape or type do not fit the input
 */
export function arrayColumn(input: ModelInput, array: NpyArray): ArrayColumn {
  const conversion = { array: array.name, input: input.name, from: array.type, to: input.type };
  requireConvertible(conversion);
  const plan = planRows(input, array.dims);
  if (plan === undefined) {
    const shapes = { shape: formatDims(array.dims), expected: formatDims(input.dims) };
    throw userError('data.shape-mismatch', { array: array.name, input: input.name, ...shapes });
  }
  const bytes = plan.rowsPerFeed * array.rowBytes;
  if (bytes > feedLimit) throw userError('data.feed-too-large', { array: array.name, bytes, limit: feedLimit });
  const { count, batch, leftOver } = plan;
  const open = (): Promise<ColumnReader> => openColumn(array, plan, conversion);
  return { input: input.name, name: array.name, count, batch, leftOver, open };
}

async function openColumn(
  array: NpyArray,
  plan: RowPlan,
  conversion: Parameters<typeof convertElements>[1],
): Promise<ColumnReader> {
  const rows = await array.rows();
  let position = 0;
  let constant: Awaited<ReturnType<ColumnReader['read']>> | undefined;
  return {
    async read(index) {
      if (constant !== undefined) return constant;
      if (plan.count !== undefined) await rows.skip((index - position) * plan.rowsPerFeed);
      const data = convertElements(await rows.read(plan.rowsPerFeed), conversion);
      position = index + 1;
      const feed = { type: conversion.to, dims: plan.dims, data };
      if (plan.count === undefined) constant = feed;
      return feed;
    },
    close: () => rows.close(),
  };
}
