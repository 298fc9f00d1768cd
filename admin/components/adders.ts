/** What `+` beside a reference opens: small forms of pages, loaded when they are first asked for, for every form of the panel. */
import { createContext, useContext, type ComponentType } from 'react';

export type Made = { readonly id: string; readonly name: string };

export type AdderProps = {
  /** What was typed in search of it. */
  readonly name?: string;
  /** The customer to whom it belongs. */
  readonly companyId?: string;
  readonly onClose: () => void;
  readonly onMade: (made: Made) => void;
};

/** A case says whose it is, so its customer comes with a name. */
export type CaseAdderProps = Omit<AdderProps, 'companyId'> & { readonly company?: Made | null };

export type ChooserProps = {
  /** What was typed already. */
  readonly search: string;
  readonly onClose: () => void;
  readonly onChoose: (chosen: Made) => void;
};

/** A file that a field of a record holds is looked at from there. */
export type FileOpenerProps = { readonly id: string; readonly onClose: () => void; readonly onChange: () => void };

export type Adders = {
  readonly company: ComponentType<AdderProps>;
  readonly person: ComponentType<AdderProps>;
  readonly task: ComponentType<AdderProps>;
  readonly case: ComponentType<CaseAdderProps>;
  readonly opportunity: ComponentType<AdderProps>;
  readonly fileDialog: ComponentType<FileOpenerProps>;
  readonly chooseCompany: ComponentType<ChooserProps>;
};

export const GivenAdders = createContext<Adders | undefined>(undefined);

export function useAdders(): Adders | undefined {
  return useContext(GivenAdders);
}
