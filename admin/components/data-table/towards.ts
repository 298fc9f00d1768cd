/** Names of what has been: nobody is born next year, nor bought or spoke to us last on a day to come. */
const past = /\.(?:born|happened|created|updated|added|closed|done|ended|started|sent|failed|opened|read|last)[A-Z]/;

/** Which of the many 3rds of December is meant where one asks for a fact (rule 39). */
export function towardsOf(fact = ''): 'future' | 'past' {
  return past.test(fact) ? 'past' : 'future';
}
