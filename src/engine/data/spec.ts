/** How a dataset is asked for: data only, so that options, recipes and reports can hold it. */
export type DatasetSpec = NpzSpec | NpyFolderSpec | TestDataSetsSpec | ImagesSpec | SyntheticSpec;

/** Sizes for dynamic dimensions: a dimension's name and its size, or an input's name and its whole shape. */
export type DimensionSizes = Readonly<Record<string, number | readonly number[]>>;

/** An output of the model and the input that it becomes in the next run. */
export interface FeedbackPair {
  readonly output: string;
  readonly input: string;
}

interface Common {
  readonly dims?: DimensionSizes;
  readonly feedback?: readonly FeedbackPair[];
}

/** Arrays of a NumPy archive, named after the model's inputs, and `labels`. */
export interface NpzSpec extends Common {
  readonly kind: 'npz';
  readonly path: string;
  /** Instead of the array `labels` of the archive. */
  readonly labels?: LabelFile;
}

/**
 * A folder of NumPy arrays: `<input>.npy` with all samples in each (and `labels.npy`), or a sub-folder for each input with
 * a file for each sample, or, where the model has one input, a file for each sample.
 */
export interface NpyFolderSpec extends Common {
  readonly kind: 'npyFolder';
  readonly path: string;
  /** Instead of `labels.npy` in the folder. */
  readonly labels?: LabelFile;
}

/** `test_data_set_*` folders as beside the models of the ONNX zoo, or one of them. */
export interface TestDataSetsSpec extends Common {
  readonly kind: 'testDataSets';
  readonly path: string;
}

/** A folder of images, with the folders below it. */
export interface ImagesSpec extends Common {
  readonly kind: 'images';
  readonly path: string;
  readonly labels?: LabelFile | LabelFolders;
  readonly preprocessing?: ImagePreprocessing;
}

/** Values made up from the model's inputs: good for speed and for a first look, never for accuracy. */
export interface SyntheticSpec extends Common {
  readonly kind: 'synthetic';
  /** Number of samples, 32 when left out. */
  readonly count?: number;
  /** The same seed gives the same values; 0 when left out. */
  readonly seed?: number;
  /** Float inputs: N(0, 1) when left out, or evenly from 0 to 1. */
  readonly distribution?: 'normal' | 'uniform';
  /** Integer inputs are from 0 to one less than this; 100 when left out. */
  readonly integerRange?: number;
}

/** `file,label` lines (.csv), one label a line (.txt), or an array (.npy, or `labels` of an .npz). */
export interface LabelFile {
  readonly from: 'file';
  readonly path: string;
  /** A text file with the name of a class in each line, where labels are names. Sorted names are numbered without it. */
  readonly classNames?: string;
}

/** The first folder below the images' folder is the class. */
export interface LabelFolders {
  readonly from: 'folders';
  /** A text file with the name of a class in each line. Sorted folder names are numbered without it. */
  readonly classNames?: string;
}

export type ImagePreset = 'imagenet' | '0-1' | '-1-1' | 'raw';

/** From the bytes of an image to the model's input: `(value · scale − mean) / std`, values from 0 to 255. */
export interface ImagePreprocessing {
  /**
   * Scale, mean and standard deviation by name. When left out: `raw` for integer inputs; `0-1` for one channel, or where
   * scale, mean or std are given; else `imagenet`.
   */
  readonly preset?: ImagePreset;
  readonly scale?: number;
  /** One value, or one for each channel in the order the model takes them. */
  readonly mean?: readonly number[];
  readonly std?: readonly number[];
  /** Pixels; the model's own where it is fixed. */
  readonly width?: number;
  readonly height?: number;
  /**
   * `crop` (when left out): the shorter side becomes `resizeTo`, then the middle is cut out; an image that has the model's
   * size already stays whole. `stretch`: both sides become the model's. `pad`: the whole image, with black around it.
   */
  readonly fit?: 'crop' | 'stretch' | 'pad';
  /** For `crop`: pixels of the shorter side before cropping; 8/7 of the model's (256 for 224) when left out. */
  readonly resizeTo?: number;
  readonly interpolation?: 'nearest' | 'linear' | 'cubic' | 'lanczos3';
  /** Where the channels are; read from the model's shape when left out. */
  readonly layout?: 'NCHW' | 'NHWC';
  readonly channelOrder?: 'RGB' | 'BGR';
}
