/** What a process is to read. */
export interface ReadTask {
  readonly file: string;
  /** The program of the reader. */
  readonly reader: string;
}

/** What it cost to read the structure of a model in a process of its own. */
export interface ReadFigures {
  /** From the start of the reader's thread until its structure was here. */
  readonly milliseconds: number;
  /** Of the structure as it is sent. */
  readonly structureBytes: number;
  readonly nodes: number;
  /** Read from the model file. */
  readonly bytesRead: number;
  /** The most that the process had resident, Node itself included. */
  readonly peakMemory: number;
}
