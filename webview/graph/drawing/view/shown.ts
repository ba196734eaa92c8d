import type { ScaledOverlay } from '../overlay/overlay.ts';
import { BoxPieces } from '../paint/boxPieces.ts';
import { LabelPlaces } from '../paint/labelPlaces.ts';
import type { Look } from '../paint/look.ts';
import type { Painting } from '../paint/painting.ts';
import type { Staged } from '../paint/paintScene.ts';
import { Picture } from '../paint/picture.ts';
import type { Projection } from '../paint/projection.ts';
import type { Surface } from '../paint/surface.ts';
import { Connections } from '../scene/connections.ts';
import type { Scene } from '../scene/scene.ts';
import type { TextFitter } from '../text/textFitter.ts';

/** How a scene is shown: what changes with the theme and with the overlay. */
export interface Style {
  readonly look: Look;
  readonly fitter: TextFitter;
  readonly overlay: ScaledOverlay | undefined;
}

/** A scene in a style, ready to be painted. */
export class Shown implements Staged {
  readonly labels: LabelPlaces;
  private readonly pieces: BoxPieces;
  private known: Connections | undefined;

  constructor(
    readonly picture: Picture,
    readonly style: Style,
  ) {
    const { look, fitter, overlay } = style;
    this.labels = new LabelPlaces(picture, fitter);
    this.pieces = new BoxPieces(picture.scene, overlay, fitter, look.highContrast);
  }

  static of(scene: Scene, style: Style): Shown {
    return new Shown(new Picture(scene), style);
  }

  /** The same scene in another style. */
  styled(style: Style): Shown {
    const next = new Shown(this.picture, style);
    next.known = this.known;
    return next;
  }

  get scene(): Scene {
    return this.picture.scene;
  }

  get connections(): Connections {
    return (this.known ??= new Connections(this.scene));
  }

  /** Whether what is written in a box is not all there is to read. */
  isShortened(box: number): boolean {
    return this.pieces.of(box).some(({ text }) => text === '' || text.includes('…'));
  }

  /** @param scene the scene with its boxes elsewhere, while they move */
  painting(surface: Surface, projection: Projection, scene = this.scene): Painting {
    return { surface, projection, scene, pieces: this.pieces, ...this.style };
  }
}
