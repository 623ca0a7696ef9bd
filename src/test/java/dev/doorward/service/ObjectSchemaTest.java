package dev.doorward.service;

import static dev.doorward.service.ObjectSchema.choice;
import static dev.doorward.service.ObjectSchema.flag;
import static dev.doorward.service.ObjectSchema.object;
import static dev.doorward.service.ObjectSchema.text;
import static dev.doorward.service.ObjectSchema.wholeNumber;
import static dev.doorward.service.ObjectSchema.withDefault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ObjectSchemaTest {
  @Test
  void writesPropertiesInTheOrderTheyWereNamed() {
    Map<String, Object> schema =
        object()
            .required("zebra", text("Z.", 1, 5))
            .optional("count", withDefault(wholeNumber("C.", 1, 10), 3))
            .optional("kind", choice("K.", List.of("b", "a")))
            .required("alpha", flag("A."))
            .build();
    assertThat(new JsonMapper().writeValueAsString(schema))
        .isEqualTo(
            """
            {"type":"object","properties":{\
            "zebra":{"type":"string","description":"Z.","minLength":1,"maxLength":5},\
            "count":{"type":"integer","description":"C.","minimum":1,"maximum":10,"default":3},\
            "kind":{"type":"string","description":"K.","enum":["b","a"]},\
            "alpha":{"type":"boolean","description":"A."}},\
            "required":["zebra","alpha"],"additionalProperties":false}\
            """);
  }

  @Test
  void cannotBeChangedOnceBuilt() {
    Map<String, Object> schema = object().optional("a", text("A.")).build();
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> schema.put("b", "c"));
    assertThat(schema).doesNotContainKey("required");
  }

  @Test
  void refusesToDescribeAPropertyTwice() {
    ObjectSchema schema = object().optional("a", text("A."));
    assertThatIllegalArgumentException().isThrownBy(() -> schema.required("a", text("B.")));
  }
}
