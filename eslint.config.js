import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** What the SDK may import besides its own files, so that it runs wherever ethers does, a browser included. */
const SDK_PACKAGES = ["@ethereumjs/mpt", "ethers", "hash-wasm", "zod", "canonicalize"];

export default defineConfig(
  globalIgnores(["artifacts/", "cache/", "coverage/", "deployments/", "typechain-types/"]),
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
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: `^(?!\\.{1,2}/|(${SDK_PACKAGES.join("|")})$)`,
              message: `The SDK imports nothing but typechain-types and ${SDK_PACKAGES.join(", ")}.`,
            },
            {
              regex: "^(\\.\\./)+(bench|deployments|docs|hardhat\\.config|modules|scripts|test)(/|\\.|$)",
              message: "The SDK knows nothing of the layers above it.",
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
