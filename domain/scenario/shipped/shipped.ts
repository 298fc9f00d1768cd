import type { Said } from '../../domain-error.ts';
import type { RefKind, Version } from '../shapes.ts';

/** A scenario that comes with Nurt. Changed ones are published as a new version when an installation is upgraded. */
export type ShippedScenario = {
  readonly code: string;
  readonly names: Said;
  readonly description: Said;
  readonly subjectKind: RefKind;
  readonly graph: Version;
};
