import type { PreviewWay } from '../domain/files/kind.ts';
import type { SheetPreview } from '../domain/files/sheet-preview.ts';

/** What the process that makes a preview is told. */
export type PreviewOrder = {
  readonly way: Exclude<PreviewWay, 'none'>;
  readonly from: string;
  /** Where a picture is written. */
  readonly to: string;
};

/** What it answers: one line of JSON, its last. */
export type PreviewAnswer =
  | SheetPreview
  | { readonly kind: 'text'; readonly text: string; readonly cut: boolean }
  | {
      readonly kind: 'picture';
      readonly width: number;
      readonly height: number;
      readonly pages?: number;
      readonly text?: string;
    }
  | { readonly kind: 'none'; readonly trouble: PreviewTrouble };

export type PreviewTrouble = 'unsupported' | 'too large' | 'unreadable' | 'took too long' | 'password';

/** Text beyond that is not shown. */
export const MOST_TEXT = 20_000;
