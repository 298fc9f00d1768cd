import { createContext, useContext } from 'react';
import type React from 'react';

type Labelled = {
  readonly id?: string;
  readonly describedBy?: string;
  readonly invalid?: boolean;
  readonly required?: boolean;
  /** Takes from the control itself what is wrong with its text. */
  readonly onWrong?: (problem: string | undefined) => void;
};
export const LabelledBy = createContext<Labelled>({});

/** Id, description and state of the Field around a control. */
export function useLabel(): React.HTMLAttributes<HTMLElement> & { required?: boolean } {
  const { id, describedBy, invalid, required } = useContext(LabelledBy);
  return {
    ...(id ? { id } : {}),
    ...(describedBy ? { 'aria-describedby': describedBy } : {}),
    ...(invalid ? { 'aria-invalid': true } : {}),
    ...(required ? { required } : {}),
  };
}
