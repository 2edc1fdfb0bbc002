import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The least that a process can do: what it is late with, the machine is late with. */
const PROGRAM = `
  const server = require('node:http').createServer((_, response) => response.end('{}'));
  server.listen(0, '127.0.0.1', () => process.stdout.write(String(server.address().port)));
`;

/**
 * A bare HTTP server in a process of its own, asked beside the attacked one: its delay is that of the machine and of the
 * measuring process, so it is taken off before the attacked server is judged.
 */
export class Control {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(): Promise<Control> {
    const child = spawn(process.execPath, ['-e', PROGRAM], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [port] = (await once(child.stdout, 'data')) as [Buffer];
    return new Control(child, `http://127.0.0.1:${port.toString()}/`);
  }

  async stop(): Promise<void> {
    const exit = once(this.child, 'exit');
    this.child.kill();
    await exit;
  }
}
