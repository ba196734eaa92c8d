import * as z from 'zod';
import { format, message } from '../../protocol/messages/catalogue.ts';
import type { Message } from '../../protocol/messages/message.ts';
import { childrenOf, flagOf, leavesOf } from '../../protocol/options/leaf.ts';
import { optionType } from '../../protocol/options/optionType.ts';
import { parseTexts } from '../../protocol/options/parseText.ts';
import { problem } from '../../protocol/options/problem.ts';
import { unwrap } from '../../protocol/options/unwrap.ts';
import { parseJson } from './parseJson.ts';
import { UsageError } from './usageError.ts';

/** What was written for an option: texts, or whether a switch is on. */
export type Given = readonly string[] | boolean;

/** Puts what was given on the command line into the objects that schemas describe, and remembers what found a place. */
export class Assembly {
  private readonly given: ReadonlyMap<string, Given>;
  private used = new Set<string>();

  /** @param given by flag, only what was really written */
  constructor(given: ReadonlyMap<string, Given>) {
    this.given = given;
  }

  /** The object of a schema, still without defaults; undefined where nothing of it was given. */
  assemble(schema: z.core.$ZodType): unknown {
    return this.build('', schema);
  }

  /**
   * The object of a schema with its defaults, checked.
   * @throws UsageError naming the option
   */
  parse<Schema extends z.ZodType>(schema: Schema, value: unknown = this.assemble(schema) ?? {}): z.output<Schema> {
    const result = schema.safeParse(value, { reportInput: true });
    if (result.success) return result.data;
    const [issue] = result.error.issues;
    if (issue === undefined) throw result.error;
    throw new UsageError(optionProblem(schema, issue));
  }

  /** @throws UsageError when something was given that found no place */
  requireAllUsed(): void {
    const unused = [...this.given.keys()].find((flag) => !this.used.has(flag));
    if (unused !== undefined) throw new UsageError(message('cli.option-unfit', { flag: unused }));
  }

  private build(key: string, wrapped: z.core.$ZodType): unknown {
    const { schema, presentation } = unwrap(wrapped);
    if (presentation !== undefined && !(schema instanceof z.ZodLiteral)) {
      const flag = flagOf(key, presentation);
      const given = this.given.get(flag);
      if (given === undefined) return undefined;
      this.used.add(flag);
      if (typeof given === 'boolean') return given;
      return optionType(schema).kind === 'json' ? parseJson(given.at(-1) ?? '') : parseTexts(wrapped, given);
    }
    if (schema instanceof z.ZodObject) return this.buildObject(schema);
    if (schema instanceof z.ZodDiscriminatedUnion) return this.buildVariant(schema);
    return undefined;
  }

  private buildObject(schema: z.ZodObject): Record<string, unknown> | undefined {
    const entries: [string, unknown][] = [];
    for (const [name, child] of childrenOf(schema)) {
      const value = this.build(name, child);
      if (value !== undefined) entries.push([name, value]);
    }
    return entries.length === 0 ? undefined : { ...this.literals(schema), ...Object.fromEntries(entries) };
  }

  /** The keys of an object that have one value only, whether that was written or not. */
  private literals(schema: z.ZodObject): Record<string, unknown> {
    const found: [string, unknown][] = [];
    for (const [name, child] of childrenOf(schema)) {
      const { schema: literal, presentation } = unwrap(child);
      if (!(literal instanceof z.ZodLiteral) || presentation === undefined) continue;
      const [value] = literal.values;
      const flag = flagOf(name, presentation);
      const given = this.given.get(flag);
      if (Array.isArray(given) && given.at(-1) === value) this.used.add(flag);
      found.push([name, value]);
    }
    return Object.fromEntries(found);
  }

  /** The variant that was asked for by name, else the first one to which something that was given belongs. */
  private buildVariant(schema: z.ZodDiscriminatedUnion): Record<string, unknown> | undefined {
    const key = schema.def.discriminator;
    const variants = schema.options.filter((each) => each instanceof z.ZodObject);
    const [flag] = variants.flatMap((each) => {
      const discriminator = childrenOf(each).get(key);
      const presentation = discriminator && unwrap(discriminator).presentation;
      return presentation === undefined ? [] : [flagOf(key, presentation)];
    });
    const asked = this.given.get(flag ?? '');
    if (flag !== undefined && Array.isArray(asked)) {
      this.used.add(flag);
      const name = asked.at(-1) as string;
      const chosen = variants.find((each) => variantName(each, key) === name);
      return { [key]: name, ...(chosen && this.buildObject(chosen)) };
    }
    for (const variant of variants) {
      const before = new Set(this.used);
      const value = this.buildObject(variant);
      if (value !== undefined) return { [key]: variantName(variant, key), ...value };
      this.used = before;
    }
    return undefined;
  }
}

function variantName(variant: z.ZodObject, key: string): string | undefined {
  const discriminator = childrenOf(variant).get(key);
  const literal = discriminator && unwrap(discriminator).schema;
  return literal instanceof z.ZodLiteral ? String([...literal.values][0]) : undefined;
}

/** What is wrong with a value, in front of it the option it was given with. */
function optionProblem(schema: z.core.$ZodType, issue: z.core.$ZodIssue): Message {
  const leaves = [...leavesOf(schema).values()];
  const reason = format(problem(issue));
  for (const [depth, key] of issue.path.entries()) {
    const flag = leaves.find((each) => each.key === key)?.flag;
    if (flag === undefined) continue;
    const inside = issue.path.slice(depth + 1).join('.');
    return inside === ''
      ? message('cli.option-invalid', { flag, reason })
      : message('cli.option-part-invalid', { flag, part: inside, reason });
  }
  return message('cli.setting-invalid', { setting: issue.path.join('.') || '?', reason });
}
