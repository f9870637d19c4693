import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** What the SDK may import besides its own files, so that it runs wherever ethers does, a browser included. */
const SDK_PACKAGES = ["canonicalize", "ethers", "hash-wasm", "qr", "zod/locales", "zod/mini"];

/** The parts of the SDK that need Node.js, and what they may import besides. */
const SDK_NODE_PARTS = ["sdk/node.ts", "sdk/node/**/*.ts"];
const SDK_NODE_PACKAGES = [...SDK_PACKAGES, "csv-parse", "pngjs", "node:[a-z/_]+"];

/** What the command may import besides its own files and the SDK: it runs where no Hardhat is. */
const CLI_PACKAGES = ["@inquirer/prompts", "cli-table3", "commander", "ethers", "ora", "yaml", "zod", "node:[a-z/_]+"];

/** The SDK's imports, with these packages. */
const sdkImports = (packages, ...others) => ({
  "no-restricted-imports": [
    "error",
    {
      patterns: [
        {
          regex: `^(?!\\.{1,2}/|(${packages.join("|")})$)`,
          message: `This part of the SDK imports nothing but typechain-types and ${packages.join(", ")}.`,
        },
        {
          regex: "^(\\.\\./)+(assurance|bench|cli|deployments|docs|hardhat\\.config|modules|scripts|test)(/|\\.|$)",
          message: "The SDK knows nothing of the layers above it.",
        },
        ...others,
      ],
    },
  ],
});

export default defineConfig(
  globalIgnores(["artifacts/", "cache/", "coverage/", "dist/", "docs/api/", "deployments/", "typechain-types/"]),
  // A comment that switches a rule off where nothing breaks it is an error too, not a warning.
  { linterOptions: { reportUnusedDisableDirectives: "error", reportUnusedInlineConfigs: "error" } },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      // bigints and numbers print the same everywhere.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // One spelling for object types keeps unions and interfaces alike.
      "@typescript-eslint/consistent-type-definitions": "off",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
    },
  },
  {
    files: ["sdk/**/*.ts"],
    ignores: SDK_NODE_PARTS,
    rules: sdkImports(SDK_PACKAGES, {
      regex: "^\\.{1,2}/([^.].*/)?node(/|\\.js$)",
      message: "Browsers load this part of the SDK: what needs Node.js stays under sdk/node/.",
    }),
  },
  { files: SDK_NODE_PARTS, rules: sdkImports(SDK_NODE_PACKAGES) },
  {
    files: ["cli/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: `^(?!\\.{1,2}/|(${CLI_PACKAGES.join("|")})$)`,
              message: `The command imports nothing but the SDK and ${CLI_PACKAGES.join(", ")}; what only a part of it needs is loaded by import() there.`,
            },
            {
              regex:
                "^(\\.\\./)+(assurance|bench|deployments|hardhat\\.config|modules|scripts|test|typechain-types)(/|\\.|$)",
              message: "The command is built on the SDK alone.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["{assurance,bench,modules,scripts}/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ regex: "^(\\.\\./)+test(/|$)", message: "Only tests import from tests." }] },
      ],
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: {
      // Chai's assertions are expressions, such as `expect(x).to.be.true`.
      "@typescript-eslint/no-unused-expressions": "off",
      // In a test an unexpected undefined is a failure with a stack, which is what it should be.
      "@typescript-eslint/no-non-null-assertion": "off",
    },
  },
);
