/** A module of a network, by name: nodes and modules inside, in the order of the file. A graph as a whole is one without a name. */
export class Module {
  /** Modules, and numbers of nodes. */
  readonly entries: (Module | number)[] = [];
  private readonly modules = new Map<string, Module>();

  constructor(
    readonly graph: number,
    readonly name: string,
    readonly parent: Module | undefined,
  ) {}

  /** The module at a path below this one, made where there is none. */
  at(path: readonly string[]): Module {
    return path.reduce<Module>((module, name) => module.inside(name), this);
  }

  /** Whether it only leads to one other thing: both are shown as one, as folders are. */
  get isPassage(): boolean {
    return this.parent !== undefined && this.entries.length === 1;
  }

  private inside(name: string): Module {
    const known = this.modules.get(name);
    if (known !== undefined) return known;
    const module = new Module(this.graph, name, this);
    this.modules.set(name, module);
    this.entries.push(module);
    return module;
  }
}
