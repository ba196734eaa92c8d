/**
 * How far values are from what they should be, as sums over everything added. Where one of two values is not finite and
 * the other is something else, the distance is infinite; infinite or undefined values that are alike count as equal.
 */
export class ErrorSums {
  private signal = 0;
  private own = 0;
  private product = 0;
  private noise = 0;
  private largest = 0;
  private broken = false;

  /**
   * Adds values and what they should be, element by element; different lengths are infinitely far apart.
   * @param from the first element that counts, and the one after the last
   */
  add(measured: ArrayLike<number>, reference: ArrayLike<number>, from = 0, to = reference.length): void {
    if (measured.length !== reference.length) this.broken = true;
    const end = Math.min(measured.length, to);
    let { signal, own, product, noise, largest } = this;
    for (let index = from; index < end; index++) {
      const x = reference[index] ?? 0;
      const y = measured[index] ?? 0;
      const difference = Math.abs(x - y);
      if (difference < Number.POSITIVE_INFINITY) {
        signal += x * x;
        own += y * y;
        product += x * y;
        noise += difference * difference;
        if (difference > largest) largest = difference;
      } else if (!Object.is(x, y)) this.broken = true;
    }
    Object.assign(this, { signal, own, product, noise, largest });
  }

  /** Adds what others were the sums of. */
  merge({ signal, own, product, noise, largest, broken }: ErrorSums): void {
    this.signal += signal;
    this.own += own;
    this.product += product;
    this.noise += noise;
    this.largest = Math.max(this.largest, largest);
    this.broken ||= broken;
  }

  /** Signal-to-quantization-noise ratio in dB, 10 · log₁₀(Σx² / Σ(x − y)²); infinite where nothing differs. */
  sqnr(): number {
    if (this.broken) return Number.NEGATIVE_INFINITY;
    if (this.noise === 0) return Number.POSITIVE_INFINITY;
    return 10 * Math.log10(this.signal / this.noise);
  }

  /** Cosine of the angle between both, from −1 to 1; 1 where both are zero, 0 where one is zero or not finite. */
  cosine(): number {
    if (this.broken) return 0;
    if (this.noise === 0) return 1;
    const lengths = Math.sqrt(this.signal) * Math.sqrt(this.own);
    return lengths === 0 ? 0 : Math.max(-1, Math.min(1, this.product / lengths));
  }

  /** The largest |x − y|. */
  maximumError(): number {
    return this.broken ? Number.POSITIVE_INFINITY : this.largest;
  }
}
