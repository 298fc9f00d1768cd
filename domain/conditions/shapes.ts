/** Conditions are one small typed language: the rule tree of react-querybuilder with our own operators. JSON only. */
export type Condition = Group | Rule;

export type Group = {
  readonly combinator: 'and' | 'or';
  readonly not?: boolean;
  /** Only on lists: the rules are asked of records beside the row (people, tasks …); it holds if one fits them all. */
  readonly of?: string;
  readonly rules: readonly Condition[];
};

export type Rule = {
  /** Name of a fact in the catalogue, e.g. `company.class` or `answers.interest`. */
  readonly field: string;
  readonly operator: Operator;
  readonly value?: Value;
};

export type Operator =
  '=' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'notIn' | 'contains' | 'beginsWith' | 'null' | 'notNull';

/** A date may be relative to now: `{ days: -90 }`. */
export type Value = string | number | boolean | readonly (string | number)[] | { readonly days: number };
