import Mocha from "mocha";

/** How one test went. */
export interface Ran {
  readonly title: string;
  readonly failed: boolean;
  readonly milliseconds: number;
}

/** A suite file, loaded once and run as often as wanted, some of its tests or all. */
export class Suite {
  readonly #mocha: Mocha;

  private constructor(mocha: Mocha) {
    this.#mocha = mocha;
  }

  /** @param timeout of a test, in milliseconds. */
  static async load(file: string, timeout: number): Promise<Suite> {
    const mocha = new Mocha({ timeout, reporter: Mocha.reporters.Base });
    mocha.cleanReferencesAfterRun(false);
    mocha.addFile(file);
    await mocha.loadFilesAsync();
    return new Suite(mocha);
  }

  /**
   * Runs tests, in the order of the file.
   *
   * @param titles full titles of the tests; all when left out.
   * @param untilFailure stops at the first failure.
   * @param ended is told of every test as soon as it has ended, its hooks included.
   */
  async run(titles?: ReadonlySet<string>, untilFailure = false, ended?: (ran: Ran) => void): Promise<readonly Ran[]> {
    const ran: Ran[] = [];
    const note = (each: Ran): void => {
      ran.push(each);
      ended?.(each);
    };
    this.#mocha.bail(untilFailure).grep(titles === undefined ? /^/ : new OneOf(titles));
    await new Promise<void>((resolve) => {
      let began = performance.now();
      const runner = this.#mocha.run(() => {
        // Lets go of the process: an error that comes late would otherwise meet a run that is over, and end everything.
        runner.dispose();
        resolve();
      });
      runner.on("test", () => {
        began = performance.now();
      });
      runner.on("test end", (test) => {
        if (test.isPending()) return;
        note({ title: test.fullTitle(), failed: test.isFailed(), milliseconds: performance.now() - began });
      });
      runner.on("fail", (failed: Mocha.Runnable) => {
        // A hook that fails ends its tests before they begin.
        if (!(failed instanceof Mocha.Hook)) return;
        note({ title: failed.ctx?.currentTest?.fullTitle() ?? failed.fullTitle(), failed: true, milliseconds: 0 });
      });
    });
    return ran;
  }
}

/** Mocha chooses tests by matching their titles. */
class OneOf extends RegExp {
  constructor(readonly titles: ReadonlySet<string>) {
    super("");
  }

  override test(title: string): boolean {
    return this.titles.has(title);
  }
}
