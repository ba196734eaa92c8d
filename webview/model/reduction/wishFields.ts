/** What a person can set of one kind of wish. */
export interface WishFields<Wish> {
  readonly elements: readonly HTMLElement[];
  /** What is set; undefined where something is wrong, which is said there. */
  readonly value: Wish | undefined;
}
