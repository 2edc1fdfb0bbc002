import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface SignedRequest {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** Each is tried alone. */
  readonly secrets: readonly unknown[];
}

interface Harness {
  /** The program around the function of the page. It reads `case.json` and prints a list of true and false. */
  readonly files: (code: string) => Readonly<Record<string, string>>;
  readonly command: readonly [string, ...string[]];
}

/** How the functions of docs/webhooks.md that check a signature are called. */
const HARNESSES: Readonly<Record<string, Harness>> = {
  js: {
    files: (code) => ({
      'page.mjs': code,
      'main.mjs': `import { readFileSync } from 'node:fs';
        import { isSignedX } from './page.mjs';
        const { headers, text, secrets } = JSON.parse(readFileSync('case.json'));
        console.log(JSON.stringify(secrets.map((secret) => isSignedX(headers, text, secret))));`,
    }),
    command: [process.execPath, 'main.mjs'],
  },
  ruby: {
    files: (code) => ({
      'main.rb': `${code}
require 'json'
given = JSON.parse(File.read('case.json'))
puts JSON.generate(given['secrets'].map { |secret| signed?(given['headers'], given['text'], secret) })`,
    }),
    command: ['ruby', 'main.rb'],
  },
  php: {
    files: (code) => ({
      'main.php': `${code.split('http_response_code')[0]}
$given = json_decode(file_get_contents('case.json'), true);
foreach ($given['headers'] as $name => $value) $_SERVER['HTTP_' . strtoupper(strtr($name, '-', '_'))] = $value;
echo json_encode(array_map(fn ($secret) => is_signed($given['text'], $secret), $given['secrets']));`,
    }),
    command: ['php', 'main.php'],
  },
  go: {
    files: (code) => ({
      'go.mod': 'module carillon\n\ngo 1.18\n',
      'page.go': code.replace('package carillon', 'package main'),
      'main.go': `package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
)

func main() {
	content, _ := os.ReadFile("case.json")
	var given struct {
		Headers map[string]string
		Text    string
		Secrets []string
	}
	if err := json.Unmarshal(content, &given); err != nil {
		panic(err)
	}
	header := http.Header{}
	for name, value := range given.Headers {
		header.Set(name, value)
	}
	results := []bool{}
	for _, secret := range given.Secrets {
		results = append(results, IsSigned(header, []byte(given.Text), secret))
	}
	text, _ := json.Marshal(results)
	fmt.Println(string(text))
}
`,
    }),
    command: ['go', 'run', '.'],
  },
};

/** @returns for each secret, whether the function of the page takes the request. @throws Error for a language without one */
export async function checkedBy(language: string, code: string, request: SignedRequest): Promise<unknown> {
  const harness = HARNESSES[language];
  if (harness === undefined) throw new Error(`There is no harness for ${language}.`);
  const folder = await mkdtemp(join(tmpdir(), 'carillon-page-'));
  try {
    const files = { ...harness.files(code), 'case.json': JSON.stringify(request) };
    await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
    const [program, ...parameters] = harness.command;
    const { stdout } = await run(program, parameters, { cwd: folder });
    return JSON.parse(stdout) as unknown;
  } finally {
    await rm(folder, { recursive: true });
  }
}
