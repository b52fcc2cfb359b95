import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {DomainField, domainField} from "@web/views/fields/domain/domain_field";

/** A condition that never holds while it is empty, where a domain would always hold. */
export class OptionalConditionField extends DomainField {
    static template = "service_deadline.OptionalConditionField";
}

export const optionalConditionField = {
    ...domainField,
    component: OptionalConditionField,
    displayName: _t("Optional condition"),
    extractProps: (fieldInfo, dynamicInfo) => ({
        ...domainField.extractProps(fieldInfo, dynamicInfo),
        isFoldable: true,
    }),
};

registry.category("fields").add("service_optional_condition", optionalConditionField);
