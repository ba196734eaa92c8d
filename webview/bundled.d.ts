/** A program with all that it imports, as text: a page may load nothing, so that what its workers run has to be in it. */
declare module '*?bundled' {
  const program: string;
  export default program;
}
