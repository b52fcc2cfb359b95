import globals from "globals";
import js from "@eslint/js";

export default [
    js.configs.recommended,
    {
        files: ["**/*.js", "**/*.mjs"],
        languageOptions: {
            ecmaVersion: 2024,
            sourceType: "module",
            globals: {...globals.browser, luxon: "readonly", odoo: "readonly"},
        },
        rules: {
            "array-callback-return": "error",
            "consistent-return": "error",
            curly: "error",
            eqeqeq: "error",
            "max-depth": ["error", 3],
            "no-console": "error",
            "no-else-return": "error",
            "no-shadow": "error",
            "no-unused-expressions": "error",
            "no-useless-return": "error",
            "no-var": "error",
            "object-shorthand": "error",
            "prefer-const": "error",
            "prefer-template": "error",
            "sort-imports": ["error", {ignoreCase: true, ignoreDeclarationSort: true}],
        },
    },
    {
        files: ["setup/**", "tests/**"],
        languageOptions: {globals: globals.node},
        rules: {"no-console": "off"},
    },
];
