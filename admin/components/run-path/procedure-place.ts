/** Where a procedure is started: at a customer, or in a case with its customers, the home one first. */
type ProcedurePlace = {
  readonly of: 'cases' | 'companies';
  readonly id: string;
  readonly customers?: readonly { readonly id: string; readonly name: string; readonly isHome: boolean }[];
};

export type PlaceProps = { readonly place: ProcedurePlace; readonly onChange: () => void };
