using System.Text.Json;
using ServiceDefaults.Tests.Sample;

namespace ServiceDefaults.Tests.Reading;

public class A_text
{
    /// <summary>A body in which one text is given, and how the refusal names it.</summary>
    public static TheoryData<string, string> Fields => new()
    {
        { """{"name":TEXT}""", "name" },
        { """{"name":"n","prose":TEXT}""", "prose" },
        { """{"name":"n","words":["a",TEXT]}""", "words[1]" },
        { """{"name":"n","titles":{"en":TEXT}}""", "titles.en" },
        { """{"name":"n","titles":{TEXT:"en"}}""", "titles" },
        { """{"name":"n","summary":{"ar":TEXT}}""", "summary.ar" },
        { """{"name":"n","parts":[{"reference":"r"},{"reference":TEXT}]}""", "parts[1].reference" },
        { """{"name":"n","parts":[{"reference":"r","remark":TEXT}]}""", "parts[0].remark" },
    };

    [Theory, MemberData(nameof(Fields))]
    public async Task Holds_no_control_character(string body, string field)
    {
        await using var service = await Service.Start();

        foreach (var sign in "\0\u0001\u000B\u001F\u007F\u0085")
        {
            var problem = await Problem.Of(await service.Post("/slips", body.Replace("TEXT", JsonSerializer.Serialize($"a{sign}b"), StringComparison.Ordinal)));
            (problem.Status, problem.Rule, problem.Field).ShouldBe((400, "interface/control-character", field), $"U+{(int)sign:X4}");
            problem.Detail.ShouldContain($"U+{(int)sign:X4}");
        }
        (await service.Post("/slips", body.Replace("TEXT", JsonSerializer.Serialize("a\tb\r\nc \U0001F30D"), StringComparison.Ordinal))).IsSuccessStatusCode.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Fields))]
    public async Task Holds_no_half_of_a_character(string body, string field)
    {
        await using var service = await Service.Start();

        foreach (var half in new[] { "\"\\ud83c\"", "\"\\udf0d x\"", "\"x\\ud83cx\"" })
        {
            var problem = await Problem.Of(await service.Post("/slips", body.Replace("TEXT", half, StringComparison.Ordinal)));
            problem.Status.ShouldBe(400, half);
            (problem.Field ?? "").ShouldStartWith(field.Split('.', '[')[0]);
        }
    }

    [Theory, MemberData(nameof(Fields))]
    public async Task Holds_direction_controls_only_in_prose(string body, string field)
    {
        await using var service = await Service.Start();
        var isProse = field is "prose" or "summary.ar" or "parts[0].remark";

        foreach (var sign in "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069")
        {
            using var answer = await service.Post("/slips", body.Replace("TEXT", JsonSerializer.Serialize($"a{sign}b"), StringComparison.Ordinal));
            if (isProse)
                (await answer.Content.ReadAsStringAsync()).ShouldContain(sign.ToString(), Case.Sensitive);
            else
                (await Problem.Of(answer)).ShouldSatisfyAllConditions(problem => problem.Rule.ShouldBe("interface/direction-control"), problem => problem.Field.ShouldBe(field));
        }
    }

    [Theory]
    [InlineData("/slips?name=a%00b", "interface/control-character", "name"), InlineData("/slips?q=a%1Fb", "interface/control-character", "q"), InlineData("/slips/asked?by=%0B", "interface/control-character", "by")]
    [InlineData("/slips?name=a%E2%80%AEb", "interface/direction-control", "name"), InlineData("/slips/of/a%E2%80%AEb", "interface/direction-control", "folder"), InlineData("/slips/of/a%01b", "interface/control-character", "folder")]
    public async Task Is_held_to_it_in_an_address_too(string path, string rule, string field)
    {
        await using var service = await Service.Start();

        var problem = await Problem.Of(await service.Get(path));

        (problem.Status, problem.Rule, problem.Field).ShouldBe((400, rule, field));
        (await service.Get("/slips?q=%E2%80%8F%D8%B9")).IsSuccessStatusCode.ShouldBeTrue("what is searched by may come from anywhere");
    }

    [Fact]
    public async Task Is_told_of_with_every_other_fault_at_once()
    {
        await using var service = await Service.Start();

        var problem = await Problem.Of(await service.Post("/slips", """{"name":"\u0000","words":["\u202e"],"parts":[{"reference":"\u0001"}]}"""));

        foreach (var field in new[] { "\"name\"", "\"words[0]\"", "\"parts[0].reference\"" })
            problem.Body.ShouldContain($"\"field\":{field}");
    }
}
