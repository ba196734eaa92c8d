import type { Connections, Emphasis as Emphasised } from '../../graph/drawing/scene/connections.ts';
import { boxKind, type Scene } from '../../graph/drawing/scene/scene.ts';
import type { GraphView } from '../../graph/drawing/view/graphView.ts';
import type { Drawn } from './drawn.ts';

type Kind = 'neighbourhood' | 'path';

/** What is shown above all else, which is dimmed. It stays when the graph is drawn again. */
export class Emphasis {
  /** Of which boxes, by their ids. */
  private shown: { readonly kind: Kind; readonly ids: readonly number[] } | undefined;

  constructor(private readonly view: Pick<GraphView, 'emphasise' | 'connections'>) {}

  /** Shows it, or nothing where it is shown already. Too few boxes, or two without any way between them, show nothing. */
  toggle(kind: Kind, drawn: Drawn, boxes: readonly number[]): 'shown' | 'cleared' | 'too-few' | 'none' {
    const isShown = this.shown?.kind === kind;
    this.clear();
    if (isShown) return 'cleared';
    if (boxes.length < (kind === 'path' ? 2 : 1)) return 'too-few';
    return this.show(kind, drawn, boxes) ? 'shown' : 'none';
  }

  /** Others are selected: the neighbourhood is theirs now. A path stays until it is not wanted any more. */
  follow(drawn: Drawn, boxes: readonly number[]): void {
    if (this.shown?.kind !== 'neighbourhood') return;
    if (boxes.length === 0) this.clear();
    else this.show('neighbourhood', drawn, boxes);
  }

  /** The graph was drawn again. */
  renew(drawn: Drawn): void {
    if (this.shown === undefined) return;
    const boxes = this.shown.ids.map((id) => drawn.box(id));
    const seen = boxes.filter((box) => box !== undefined);
    if (seen.length < boxes.length || !this.show(this.shown.kind, drawn, seen)) this.clear();
  }

  /** @returns whether there was any */
  clear(): boolean {
    const was = this.shown !== undefined;
    this.shown = undefined;
    if (was) this.view.emphasise(undefined);
    return was;
  }

  private show(kind: Kind, drawn: Drawn, boxes: readonly number[]): boolean {
    const { connections } = this.view;
    if (connections === undefined) return false;
    const emphasised =
      kind === 'neighbourhood'
        ? neighbourhoodOf(drawn.scene, connections, boxes)
        : pathBetween(connections, boxes.at(-2)!, boxes.at(-1)!);
    if (emphasised === undefined) return false;
    this.shown = { kind, ids: boxes.map((box) => drawn.id(box)) };
    this.view.emphasise(emphasised);
    return true;
  }
}

/** Boxes with what they read from and what reads from them, and the lines between. An open group is all that is in it. */
export function neighbourhoodOf(scene: Scene, connections: Connections, boxes: readonly number[]): Emphasised {
  const all = new Set<number>(boxes);
  const paths = new Set<number>();
  for (const box of boxes.flatMap((each) => solid(scene, each))) {
    const around = connections.neighbourhood(box);
    for (const each of around.boxes) all.add(each);
    for (const path of around.paths) paths.add(path);
  }
  return { boxes: all, paths };
}

/** Everything on any way between two boxes; undefined where no data flows from one to the other. */
export function pathBetween(connections: Connections, one: number, other: number): Emphasised | undefined {
  const between = connections.between(one, other);
  return between.paths.size === 0 ? undefined : between;
}

/** A box itself, or the boxes in an open group. */
function solid({ boxes }: Scene, box: number): readonly number[] {
  if (boxes.kind[box] !== boxKind.frame) return [box];
  const inside = new Set([box]);
  const found: number[] = [];
  // Frames come before what is in them.
  for (let each = box + 1; each < boxes.kind.length; each++) {
    if (!inside.has(boxes.parent[each]!)) continue;
    inside.add(each);
    if (boxes.kind[each] !== boxKind.frame) found.push(each);
  }
  return found;
}
