// For `--import` before a server: its clock is wrong by CLOCK_SHIFTS_MS, a list. The first holds from the start; each
// SIGUSR2 goes on to the next. Timers and performance.now() run on as they do when a clock is set.
const RealDate = globalThis.Date;
const shifts = (process.env.CLOCK_SHIFTS_MS ?? '0').split(',').map(Number);

const shiftedNow = () => RealDate.now() + shifts[0];

class ShiftedDate extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [shiftedNow()] : parts));
  }

  static now() {
    return shiftedNow();
  }
}

globalThis.Date = ShiftedDate;
process.on('SIGUSR2', () => {
  if (shifts.length > 1) shifts.shift();
  process.stdout.write(`The clock is off by ${shifts[0]} ms.\n`);
});
