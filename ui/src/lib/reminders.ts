/** Reminders of one invitation that are sent without a person. */
const MOST = 4;
/** Days between two reminders, unless somebody says otherwise. */
const APART = 3;

/** The day that another reminder would come on; null if there is no room for one. */
export function nextReminder(days: readonly number[], last: number): number | null {
  const before = days.at(-1) ?? 0;
  if (days.length >= MOST || before >= last) return null;
  return Math.min(before + APART, last);
}

/** Whether reminders come one after the other, before the link runs out. */
export function remindersFit(days: readonly number[], last: number): boolean {
  return (
    days.length <= MOST &&
    days.every((day, at) => Number.isInteger(day) && day >= 1 && day <= last && day > (days[at - 1] ?? 0))
  );
}

/** Whether somebody is reminded sooner, or more often, than before. Both have their days in order. */
export function remindsMore(before: readonly number[], after: readonly number[]): boolean {
  return after.some((day, at) => day < (before[at] ?? Infinity));
}
