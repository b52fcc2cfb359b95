import xml from "@prettier/plugin-xml";

export default {
    bracketSpacing: false,
    overrides: [{files: ["*.yaml", "*.yml"], options: {tabWidth: 2}}],
    plugins: [xml],
    printWidth: 88,
    tabWidth: 4,
    trailingComma: "es5",
    xmlQuoteAttributes: "double",
    xmlSelfClosingSpace: true,
    xmlWhitespaceSensitivity: "strict",
};
