import { describe, expect, it } from 'vitest';
import { nextReminder, remindersFit } from './reminders';

describe('reminders', () => {
  it('come three days apart, before the link runs out, at most four times', () => {
    expect(nextReminder([], 13)).toBe(3);
    expect(nextReminder([3, 6], 13)).toBe(9);
    expect(nextReminder([12], 13)).toBe(13);
    expect(nextReminder([13], 13)).toBeNull();
    expect(nextReminder([1, 2, 3, 4], 13)).toBeNull();
  });

  it('fit only in order, on whole days', () => {
    expect(remindersFit([], 13)).toBe(true);
    expect(remindersFit([3, 6], 13)).toBe(true);
    for (const days of [[6, 3], [3, 3], [0], [14], [1.5], [NaN], [1, 2, 3, 4, 5]]) {
      expect(remindersFit(days, 13), String(days)).toBe(false);
    }
  });
});
