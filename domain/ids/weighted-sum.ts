/** Sum of the leading digits times their weights: the base of NIP, REGON and PESEL check digits. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0);
}
