import type { Right } from '../../domain/access.ts';
import type { Boot } from '../frame/boot.ts';

export type Me = Boot['viewer'] & {
  /** To hide what would be refused; the server decides again. */
  may(right: Right): boolean;
};

let me: Me | undefined;

/** Who sits in front of the page. */
export function useViewer(): Me {
  const { viewer } = window.NURT;
  return (me ??= { ...viewer, may: (right) => viewer.rights.includes(right) });
}
