import { describe, expect, it } from 'vitest';
import { type Payload, PayloadTable } from './payload.ts';

const payload = (byte: number): Payload => ({ encoding: 'raw', pieces: [Uint8Array.of(byte)] });

describe('PayloadTable', () => {
  it('is continued by tables of which it knows nothing', () => {
    const base = new PayloadTable();
    const first = base.add(payload(1));
    const [one, other] = [base.extended(), base.extended()];
    const [ofOne, ofOther] = [one.add(payload(2)), other.add(payload(3))];
    const late = base.add(payload(4));
    expect([one.get(first), one.get(ofOne)]).toEqual([payload(1), payload(2)]);
    expect([other.get(first), other.get(ofOther)]).toEqual([payload(1), payload(3)]);
    expect(base.get(late)).toEqual(payload(4));
    const further = one.extended();
    expect([further.get(first), further.get(ofOne)]).toEqual([payload(1), payload(2)]);
    expect(() => base.get(late + 1)).toThrow();
    expect(() => other.get(ofOther + 1)).toThrow();
  });
});
